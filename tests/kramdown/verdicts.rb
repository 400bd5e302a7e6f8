# Says of every start tag in each snippet whether kramdown, set as Jekyll sets it, writes it as HTML.
# Reads a JSON list of texts, writes a JSON list of { tags: [[offset, is_html], ...], warnings: [...] }; offsets are bytes.
# `versions` as its argument asks only which versions there are.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

if ARGV == ["versions"]
  puts ["kramdown", "kramdown-parser-gfm"].map { |name| "#{name} #{Gem.loaded_specs[name].version}" }.join(", ")
  exit
end

def read(text)
  Kramdown::Document.new(text, input: "GFM", hard_wrap: false, auto_ids: false, syntax_highlighter: nil)
end

verdicts = JSON.parse($stdin.read).map do |text|
  places = []
  # A name of an address (`<https://…>`, `<me@…>`) is no tag.
  marked = text.gsub(/<[A-Za-z][-\w.]*(?![-\w.:@])/) do |tag|
    places << $~.pre_match.bytesize
    "#{tag} data-p=p#{places.size - 1}x"
  end
  html = read(marked).to_html
  # Read as a tag it comes out with quotes, copied (in a comment, a script) as it went in; text comes out with `&lt;`.
  tags = places.each_with_index.map do |place, number|
    [place, html.match?(/<[-\w.:]+ data-p=(?:"p#{number}x"|p#{number}x)/)]
  end
  { tags: tags, warnings: read(text).warnings }
end
puts JSON.pretty_generate(verdicts)
