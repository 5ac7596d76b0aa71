using Jarvis.Bot.Channels.Discord;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Tests.Channels.Rendering;

public sealed class DiscordMarkdownTests
{
    [Theory]
    [InlineData("**bold** *italic* ~~gone~~ `code`", "**bold** *italic* ~~gone~~ ``code``")]
    [InlineData("## Heading", "**Heading**")]
    [InlineData("- one\n- two", "• one\n• two")]
    [InlineData("> quoted\n> on", "> quoted\n> on")]
    [InlineData("[docs](https://x.example/a_b)", "[docs](<https://x.example/a_b>)")]
    [InlineData("https://x.example/a_b", "<https://x.example/a_b>")]
    [InlineData("```cs\nvar a = 1;\n```", "```cs\nvar a = 1;\n```")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "```\na  b\n─  ─\n1  2\n```")]
    public void Markdown_becomes_Discords_own(string markdown, string shown) => Assert.Equal(shown, DiscordMarkdown.Of(markdown));

    [Theory]
    [InlineData("<@4711> <@&1> <#2> @everyone @here")]
    [InlineData("<:smile:123> <t:1700000000:R> </run:123>")]
    [InlineData("a * b * c _ d _ ~~e~~ || hidden || `x")]
    [InlineData("# shout")]
    [InlineData("-# whisper")]
    [InlineData(">>> all of it")]
    [InlineData("[bank](https://evil.example)")]
    [InlineData("see https://evil.example/now")]
    public void What_a_stranger_wrote_marks_mentions_and_links_nothing(string hostile)
    {
        var shown = DiscordMarkdown.Of(MarkdownReader.Escape(hostile));
        var plain = System.Text.RegularExpressions.Regex.Replace(shown, @"\\[^0-9A-Za-z\s]", "x", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.DoesNotMatch(@"[*_~|`<\[\]@]|^[#>-]|[a-z]://", plain);
        Assert.Equal(hostile, shown.Replace("\\", "", StringComparison.Ordinal).Replace("\u200B", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("``` ` `` ```` inside", "a")]
    [InlineData("`x` ```y```", "b")]
    public void Code_cannot_end_itself(string code, string language)
    {
        var block = DiscordMarkdown.Of($"~~~~{language}\n{code}\n~~~~");
        Assert.Equal(2, block.Split("```").Length - 1);
        var inline = DiscordMarkdown.Of($"`````` {code} ``````");
        Assert.Equal(2, inline.Split("``").Length - 1);
        Assert.DoesNotContain("```", inline, StringComparison.Ordinal);
    }

    [Fact]
    public void Buttons_fit_into_five_rows_of_five_and_none_comes_twice()
    {
        var rows = Enumerable.Range(1, 9).Select(i => (IReadOnlyList<Button>)[new($"Approve {i}", $"d:approve:{i}"), new($"Reject {i}", $"d:reject:{i}"), new("Why", "d:why:1")]).ToList();
        var shown = DiscordButtons.Of(new OutboundPart { Address = "1", Buttons = rows });
        Assert.InRange(shown.Count, 1, 5);
        var ids = shown.SelectMany(r => r!["components"]!.AsArray()).Select(b => (string)b!["custom_id"]!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(shown, r => Assert.InRange(r!["components"]!.AsArray().Count, 1, 5));
        Assert.Equal("d:approve:1", ids[0]);
    }
}
