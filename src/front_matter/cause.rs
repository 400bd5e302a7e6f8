//! Why front matter cannot be read: each cause with its stable name, which is the `detail` of its finding.

/// Declares an enum of causes: `Variant = "name"`, with the names and the list of all.
macro_rules! causes {
    ($(#[$about:meta])* $causes:ident { $($cause:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $causes {
            $(#[doc = concat!("`", $name, "`")] $cause,)*
        }

        impl $causes {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$cause),*];

            /// The stable kebab-case name, as it is written in reports.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$cause => $name,)*
                }
            }
        }
    };
}

causes! {
    /// Why a block cannot be read. The three languages share the causes; each has its own words for them.
    ///
    /// The page of `front-matter/invalid-syntax` says what each of them means.
    SyntaxCause {
        UnquotedColon = "unquoted-colon",
        MissingOpeningQuote = "missing-opening-quote",
        MissingSpaceAfterColon = "missing-space-after-colon",
        MissingColon = "missing-colon",
        EqualsForColon = "equals-for-colon",
        WideColon = "wide-colon",
        ReservedCharacter = "reserved-character",
        ReadAsAlias = "read-as-alias",
        ReadAsAnchor = "read-as-anchor",
        ReadAsTag = "read-as-tag",
        UndefinedAlias = "undefined-alias",
        CircularAlias = "circular-alias",
        UnquotedTemplate = "unquoted-template",
        TextAfterBracket = "text-after-bracket",
        UnclosedBracket = "unclosed-bracket",
        StrayBracket = "stray-bracket",
        MismatchedBracket = "mismatched-bracket",
        MissingComma = "missing-comma",
        EmptyItem = "empty-item",
        UnquotedHash = "unquoted-hash",
        TrailingComma = "trailing-comma",
        UnclosedQuote = "unclosed-quote",
        ApostropheInSingleQuotes = "apostrophe-in-single-quotes",
        QuoteInsideQuotes = "quote-inside-quotes",
        TextAfterQuote = "text-after-quote",
        BadEscape = "bad-escape",
        TextAfterBlockIndicator = "text-after-block-indicator",
        TextNotIndented = "text-not-indented",
        TabIndentation = "tab-indentation",
        WrongIndentation = "wrong-indentation",
        ListOnKeyLine = "list-on-key-line",
        StarForDash = "star-for-dash",
        MissingSpaceAfterDash = "missing-space-after-dash",
        HtmlComment = "html-comment",
        SlashComment = "slash-comment",
        ControlCharacter = "control-character",
        LineSeparator = "line-separator",
        TextWithoutKey = "text-without-key",
        ListWithoutKey = "list-without-key",
        FenceInText = "fence-in-text",
        LongKey = "long-key",
        TooDeep = "too-deep",
        TooManyValues = "too-many-values",
        ColonForEquals = "colon-for-equals",
        MissingEquals = "missing-equals",
        MissingValue = "missing-value",
        UnquotedText = "unquoted-text",
        ImpossibleDate = "impossible-date",
        WrongComment = "wrong-comment",
        Comment = "comment",
        SingleQuotes = "single-quotes",
        RefusedValue = "refused-value",
        Syntax = "syntax",
        CurlyQuote = "curly-quote",
        InvisibleCharacter = "invisible-character",
    }
}

causes! {
    /// Why the site's generator does not see a block for what it is.
    ///
    /// The page of `front-matter/bad-fence` says what each of them means.
    FenceCause {
        BlankLineBeforeFence = "blank-line-before-fence",
        SpaceBeforeFence = "space-before-fence",
        InvisibleBeforeFence = "invisible-before-fence",
        CommentBeforeFence = "comment-before-fence",
        MissingOpeningFence = "missing-opening-fence",
        ShortOpeningFence = "short-opening-fence",
        LongOpeningFence = "long-opening-fence",
        WrongOpeningFence = "wrong-opening-fence",
        TextAfterOpeningFence = "text-after-opening-fence",
        SpaceAfterOpeningFence = "space-after-opening-fence",
        InvisibleAfterFence = "invisible-after-fence",
        NoFences = "no-fences",
        OtherMetadata = "other-metadata",
        EmptyBlock = "empty-block",
        NullBlock = "null-block",
        TextAsMetadata = "text-as-metadata",
        FenceAfterBlock = "fence-after-block",
        NoLineEndAfterFence = "no-line-end-after-fence",
        DoubledBraces = "doubled-braces",
        CarriageReturnOnly = "carriage-return-only",
        LanguageNotRead = "language-not-read",
        YamlInTomlFences = "yaml-in-toml-fences",
        TomlInYamlFences = "toml-in-yaml-fences",
        DotsAsClosingFence = "dots-as-closing-fence",
        LongClosingFence = "long-closing-fence",
        WrongClosingFence = "wrong-closing-fence",
        TextAfterClosingFence = "text-after-closing-fence",
        IndentedClosingFence = "indented-closing-fence",
    }
}

impl SyntaxCause {
    /// Whether a rule of its own explains the cause, instead of `front-matter/invalid-syntax`.
    pub const fn has_its_own_rule(self) -> bool {
        matches!(self, Self::CurlyQuote | Self::InvisibleCharacter)
    }
}
