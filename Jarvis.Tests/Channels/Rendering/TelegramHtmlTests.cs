using System.Net;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Tests.Channels.Rendering;

public sealed partial class TelegramHtmlTests
{
    [Theory]
    [InlineData("**bold** and *slanted* and ~~gone~~", "<b>bold</b> and <i>slanted</i> and <s>gone</s>")]
    [InlineData("# Today\ntext", "<b>Today</b>\n\ntext")]
    [InlineData("- one\n- two\n  - deep", "• one\n• two\n   • deep")]
    [InlineData("3. three\n4. four", "3. three\n4. four")]
    [InlineData("line one\nline two", "line one\nline two")]
    [InlineData("`a < b`", "<code>a &lt; b</code>")]
    [InlineData("```cs\nif (a < b) { }\n```", "<pre><code class=\"language-cs\">if (a &lt; b) { }</code></pre>")]
    [InlineData("> said\n> twice", "<blockquote>said\ntwice</blockquote>")]
    [InlineData("[shop](https://shop.example/?a=1&b=2)", "<a href=\"https://shop.example/?a=1&amp;b=2\">shop</a>")]
    [InlineData("# **loud**", "<b>loud</b>")]
    [InlineData("| a | n |\n|---|---|\n| x | 10 |\n| long | 9 |", "<pre>a      n\n────  ──\nx     10\nlong   9</pre>")]
    public void Shows_what_Markdown_means(string markdown, string html) => Assert.Equal(html, TelegramHtml.Of(markdown));

    [Theory]
    [InlineData("<b>x", "&lt;b&gt;x")]
    [InlineData("<a href=\"tg://user?id=1\">you</a>", "&lt;a href=\"tg://user?id=1\"&gt;you&lt;/a&gt;")]
    [InlineData("[you](tg://user?id=1)", "you")]
    [InlineData("[x](javascript:alert(1))", "x")]
    [InlineData("![tracker](https://evil.example/p.png)", "<a href=\"https://evil.example/p.png\">tracker</a>")]
    [InlineData("**open", "**open")]
    [InlineData("a \u202Egnp.exe", "a gnp.exe")]
    [InlineData("[x](https://user:pass@evil.example)", "x")]
    [InlineData("```x\" onload=\"a\ncode\n```", "<pre>code</pre>")]
    public void Brings_no_markup_of_its_author(string markdown, string html) => Assert.Equal(html, TelegramHtml.Of(markdown));

    [Fact]
    public void Says_where_a_link_leads_that_claims_another_address() =>
        Assert.Equal("<a href=\"https://evil.example/\">bank.example</a> (evil.example)", TelegramHtml.Of("[bank.example](https://evil.example/)"));

    [Fact]
    public void Stays_well_formed_with_any_input()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var hostile = Hostile.Text(seed);
            var html = TelegramHtml.Of(hostile);
            Assert.True(IsWellFormed(html, out var text), $"seed {seed}: {html}");
            Assert.Equal(PlainText.Visible(hostile), text);
        }
    }

    [Fact]
    public void Reads_what_nests_too_deep_as_it_was_written()
    {
        var deep = string.Concat(Enumerable.Repeat("> ", 5000)) + "end";
        Assert.Contains("end", TelegramHtml.Of(deep), StringComparison.Ordinal);
    }

    /// <summary>Telegram's own rules: only its tags, each closed in order, &lt; &gt; &amp; escaped.</summary>
    private static bool IsWellFormed(string html, out string text)
    {
        var open = new Stack<string>();
        text = "";
        var rest = Tag().Replace(html, match =>
        {
            if (match.Groups["close"].Length == 0) open.Push(match.Groups["name"].Value);
            else if (open.Count == 0 || open.Pop() != match.Groups["name"].Value) open.Push("unbalanced");
            return "";
        });
        if (rest.AsSpan().ContainsAny('<', '>') || Ampersand().IsMatch(rest)) return false;
        text = WebUtility.HtmlDecode(rest);
        return open.Count == 0;
    }

    [GeneratedRegex("<(?<close>/?)(?<name>b|i|s|code|pre|a|blockquote)( href=\"https?://[^\"<>]*\"| href=\"mailto:[^\"<>]*\"| class=\"language-[a-zA-Z0-9+#-]+\")?>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!lt;|gt;|amp;)", RegexOptions.None, 5000)]
    private static partial Regex Ampersand();
}
