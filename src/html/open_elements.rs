//! The tree builder of html5ever 0.40, observed: which elements are open before and after each token.
//!
//! Two public methods show its stack: `adjusted_current_node_present_but_not_in_html_namespace` asks the sink for the name
//! of the current element (so the sink sees which one it is), and `trace_handles` walks the whole stack.
use crate::text::Span;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

/// Where an element comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From a start tag in the text.
    Tag,
    /// From Markdown.
    Markdown,
    /// From the standard itself (`tbody`, a reopened `b`).
    Implied,
}

/// An open element.
#[derive(Debug)]
pub(super) struct ElementNode {
    id: u32,
    pub(super) name: QualName,
    /// The bytes of its start tag; empty for an element without one.
    pub(super) span: Span,
    pub(super) origin: Origin,
    parent: Cell<u32>,
    integration_point: bool,
    /// Whether browsers moved it, or something in it: what follows inside has the same cause.
    pub(super) displaced: Cell<bool>,
}

impl ElementNode {
    pub(super) fn id(&self) -> u32 {
        self.id
    }

    pub(super) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        (*self.name.local).eq_ignore_ascii_case(name)
    }

    /// Whether the standard opens the element again when a block cuts it short ("13.2.4.3 The list of active formatting elements").
    pub(super) fn is_formatting(&self) -> bool {
        self.is_html()
            && matches!(
                &*self.name.local,
                "a" | "b"
                    | "big"
                    | "code"
                    | "em"
                    | "font"
                    | "i"
                    | "nobr"
                    | "s"
                    | "small"
                    | "strike"
                    | "strong"
                    | "tt"
                    | "u"
            )
    }

    /// Whether browsers move text out of the element.
    pub(super) fn is_table_part(&self) -> bool {
        matches!(
            self.name.local,
            local_name!("table")
                | local_name!("tbody")
                | local_name!("thead")
                | local_name!("tfoot")
                | local_name!("tr")
        ) && self.is_html()
    }
}

pub(super) type Handle = Rc<ElementNode>;

/// The effect of one token.
pub(super) struct TokenEffect {
    pub(super) result: TokenSinkResult<Handle>,
    /// The elements that it closed, innermost first.
    pub(super) closed: Vec<Handle>,
    /// The elements that it made.
    pub(super) created: Vec<Handle>,
    /// How many errors the standard counts for it.
    pub(super) errors: usize,
    /// Whether something was moved before its table.
    pub(super) moved: bool,
}

/// The tree builder and a copy of its stack.
pub(super) struct OpenElements {
    builder: TreeBuilder<Handle, Nodes>,
    stack: RefCell<Vec<Handle>>,
    /// Whether the context is the inside of a `<body>`.
    in_body: bool,
    /// Whether text may reopen formatting elements that were closed by something other than their end tags.
    reopens: Cell<bool>,
}

impl OpenElements {
    /// A tree builder for a whole document, or for a fragment inside an element of this name.
    pub(super) fn new(inside: Option<&str>) -> Self {
        let nodes = Nodes::default();
        // Without scripts the content of `<noscript>` is read, too.
        let options = TreeBuilderOpts { exact_errors: false, scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = match inside {
            Some(name) => {
                let name = QualName::new(None, ns!(html), LocalName::from(name));
                let element = nodes.make(name, Origin::Implied, false);
                TreeBuilder::new_for_fragment(nodes, element, None, options)
            }
            None => TreeBuilder::new(nodes, options),
        };
        builder.sink.created.take();
        builder.sink.errors.set(0);
        let tree =
            Self { builder, stack: RefCell::default(), in_body: inside == Some("body"), reopens: Cell::default() };
        tree.stack.replace(tree.exact_stack());
        tree
    }

    /// The open elements, outermost first.
    pub(super) fn open(&self) -> Ref<'_, Vec<Handle>> {
        self.stack.borrow()
    }

    /// The innermost open element.
    pub(super) fn top(&self) -> Option<Handle> {
        self.stack.borrow().last().cloned()
    }

    /// Whether the current element is SVG or `MathML`.
    pub(super) fn in_foreign_content(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// Whether text changes neither the open elements nor what the standard does later ("13.2.6.4.7 The in body insertion mode"),
    /// so that the tree builder need not see it. In tables text is moved, in documents it opens `<body>`, in a template its effect
    /// depends on what came before.
    pub(super) fn passes_over_text(&self) -> bool {
        let top_takes_it = |top: &Handle| {
            top.is_html()
                && !top.is_table_part()
                && !matches!(top.name.local, local_name!("colgroup") | local_name!("template"))
        };
        self.in_body && !self.reopens.get() && self.stack.borrow().last().is_some_and(top_takes_it)
    }

    /// Passes a token to the tree builder; the elements that it makes are of `origin` and begin at `span`.
    pub(super) fn feed(&self, token: Token, span: Span, origin: Origin) -> TokenEffect {
        let nodes = &self.builder.sink;
        nodes.span.set(span);
        nodes.origin.set(origin);
        let tag = if let Token::TagToken(tag) = &token { Some((tag.kind, tag.name.clone())) } else { None };
        let is_tag = tag.is_some();
        let (started, ended) = match tag {
            Some((TagKind::StartTag, name)) => (Some(name), None),
            Some((TagKind::EndTag, name)) => (None, Some(name)),
            None => (None, None),
        };
        nodes.own_name.replace(started);
        let result = self.builder.process_token(token, 0);
        let errors = nodes.errors.take();
        let created = nodes.created.take();
        let moved = nodes.moved.take();
        let closed =
            if is_tag || errors > 0 || !created.is_empty() { self.follow(errors > 0, &created) } else { Vec::new() };
        let cut_short = |node: &Handle| node.is_formatting() && ended.as_ref() != Some(&node.name.local);
        if errors > 0 || closed.iter().any(cut_short) {
            self.reopens.set(true);
        }
        TokenEffect { result, closed, created, errors, moved }
    }

    /// Ends the input.
    pub(super) fn end(&self) -> usize {
        self.builder.end();
        self.builder.sink.errors.take()
    }

    /// Brings the copy of the stack up to date and returns the elements that were closed, innermost first.
    fn follow(&self, irregular: bool, created: &[Handle]) -> Vec<Handle> {
        let mut stack = self.stack.borrow_mut();
        if !irregular && created.len() <= 1 {
            let Some(top) = self.current() else { return Vec::new() };
            let made = created.first().filter(|made| Rc::ptr_eq(made, &top));
            let keep = match made {
                Some(made) => stack.iter().rposition(|open| open.id == made.parent.get()),
                None => stack.iter().rposition(|open| Rc::ptr_eq(open, &top)),
            };
            if let Some(keep) = keep {
                let closed = if keep + 1 < stack.len() { stack.drain(keep + 1..).rev().collect() } else { Vec::new() };
                stack.extend(made.cloned());
                return closed;
            }
        }
        let now = self.exact_stack();
        // Both lists are in the order of opening, except where the standard moves elements, so they are compared by identity.
        let mut open: Vec<u32> = now.iter().map(|open| open.id).collect();
        open.sort_unstable();
        let closed = stack.iter().rev().filter(|element| open.binary_search(&element.id).is_err()).cloned().collect();
        *stack = now;
        closed
    }

    fn current(&self) -> Option<Handle> {
        let nodes = &self.builder.sink;
        nodes.watching.set(true);
        nodes.watched.take();
        let _ = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        nodes.watching.set(false);
        nodes.watched.take()
    }

    fn exact_stack(&self) -> Vec<Handle> {
        let current = self.current();
        let walk = ElementWalk(RefCell::default());
        self.builder.trace_handles(&walk);
        let mut stack = walk.0.into_inner();
        // The document comes first, then the open elements, then others.
        stack.remove(0);
        let Some(current) = current else { return Vec::new() };
        let at = stack.iter().position(|element| Rc::ptr_eq(element, &current));
        // When only the root of a fragment is open, the context element was seen instead; it is older than the root.
        let keep = at.filter(|at| *at > 0 && stack[*at].id > stack[0].id).unwrap_or(0);
        stack.truncate(keep + 1);
        stack
    }
}

struct ElementWalk(RefCell<Vec<Handle>>);

impl Tracer for ElementWalk {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(Rc::clone(node));
    }
}

/// Receives what the tree builder makes. It keeps no tree, only the parent of each element.
struct Nodes {
    next: Cell<u32>,
    document: Handle,
    span: Cell<Span>,
    origin: Cell<Origin>,
    /// The name of the start tag that is being processed, until its own element is made.
    own_name: RefCell<Option<LocalName>>,
    created: Cell<Vec<Handle>>,
    errors: Cell<usize>,
    moved: Cell<bool>,
    watching: Cell<bool>,
    watched: RefCell<Option<Handle>>,
}

impl Default for Nodes {
    fn default() -> Self {
        let document = ElementNode {
            id: 0,
            name: QualName::new(None, ns!(), local_name!("")),
            span: Span::default(),
            origin: Origin::Implied,
            parent: Cell::new(u32::MAX),
            integration_point: false,
            displaced: Cell::new(false),
        };
        Self {
            next: Cell::new(1),
            document: Rc::new(document),
            span: Cell::default(),
            origin: Cell::new(Origin::Tag),
            own_name: RefCell::default(),
            created: Cell::default(),
            errors: Cell::default(),
            moved: Cell::default(),
            watching: Cell::default(),
            watched: RefCell::default(),
        }
    }
}

impl Nodes {
    fn make(&self, name: QualName, origin: Origin, integration_point: bool) -> Handle {
        let id = self.next.get();
        self.next.set(id + 1);
        let (parent, displaced) = (Cell::new(0), Cell::new(false));
        let node = ElementNode { id, name, span: self.span.get(), origin, parent, integration_point, displaced };
        Rc::new(node)
    }

    fn adopt(child: NodeOrText<Handle>, parent: u32) {
        if let NodeOrText::AppendNode(node) = child {
            node.parent.set(parent);
        }
    }
}

impl TreeSink for Nodes {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {
        self.errors.set(self.errors.get() + 1);
    }

    fn get_document(&self) -> Handle {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        if self.watching.get() {
            self.watched.replace(Some(Rc::clone(target)));
        }
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, _attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        // SVG names change case, and `<image>` becomes `img`. Only the first element is the tag's own.
        let own = self.own_name.borrow_mut().take_if(|own| {
            own.eq_ignore_ascii_case(&name.local) || (&**own == "image" && name.local == local_name!("img"))
        });
        let origin = if own.is_some() { self.origin.get() } else { Origin::Implied };
        let node = self.make(name, origin, flags.mathml_annotation_xml_integration_point);
        let mut created = self.created.take();
        created.push(Rc::clone(&node));
        self.created.set(created);
        node
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Rc::clone(&self.document)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Rc::clone(&self.document)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        Self::adopt(child, parent.id);
    }

    fn append_based_on_parent_node(&self, element: &Handle, _previous: &Handle, child: NodeOrText<Handle>) {
        self.moved.set(true);
        Self::adopt(child, element.parent.get());
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.moved.set(true);
        Self::adopt(child, sibling.parent.get());
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        target.parent.set(u32::MAX);
    }

    fn reparent_children(&self, _node: &Handle, _parent: &Handle) {}

    fn allow_declarative_shadow_roots(&self, _parent: &Handle) -> bool {
        false
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Handle) -> bool {
        node.integration_point
    }
}
