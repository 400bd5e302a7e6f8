# Says of every case in verdicts.txt which layout Jekyll gives the post, and writes the last column of the file again.
# Needs Jekyll and its theme (Debian: `jekyll`, `jekyll-theme-minima`): ruby tests/layouts/verdicts.rb
require "fileutils"
require "jekyll"
require "logger"
require "stringio"
require "tmpdir"
require "yaml"

FILE = File.join(__dir__, "verdicts.txt")

# The layouts write their names, so that the page shows by which of them it was made.
def verdict(settings, layouts, front)
  Dir.mktmpdir do |root|
    write = lambda do |path, text|
      FileUtils.mkdir_p(File.dirname(File.join(root, path)))
      File.write(File.join(root, path), text)
    end
    layouts.split.each { |path| write.call(path, "[#{path}]{{ content }}") }
    source = YAML.safe_load(settings)["source"] || "."
    write.call("_config.yml", settings)
    write.call(File.join(source, "_posts/2017-01-18-a.md"), "---\n#{front.gsub("\\n", "\n")}\n---\nText\n")
    said = StringIO.new
    Jekyll.logger.instance_variable_set(:@writer, Logger.new(said))
    config = Jekyll.configuration("source" => root, "destination" => File.join(root, "_site"), "disable_disk_cache" => true)
    config["source"] = File.join(root, source)
    Jekyll::Site.new(config).process
    page = File.read(Dir[File.join(root, "_site/**/a.html")].first)
    layout = page[/\A\[([^\]]*)\]/, 1] || (page.include?("<html") ? "theme" : "bare")
    said.string.include?("does not exist") ? "missing" : layout
  rescue Jekyll::Errors::MissingDependencyException
    "stops"
  end
end

lines = File.readlines(FILE, chomp: true).map do |line|
  next line if line.empty? || line.start_with?("#")

  settings, layouts, front, = line.split(" | ")
  [settings, layouts, front, verdict(settings, layouts, front)].join(" | ")
end
themes = Gem::Specification.find_all_by_name("minima").map { |theme| "minima #{theme.version}" }
lines[0] = "# #{["Jekyll #{Jekyll::VERSION}", *themes].join(", ")}"
File.write(FILE, lines.join("\n") + "\n")
