using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Tests.Channels.Rendering;

public sealed class MarkdownCutterTests
{
    [Fact]
    public void Leaves_a_short_text_as_it_is() => Assert.Equal(["**a** b"], MarkdownCutter.Cut("**a** b", 10));

    [Fact]
    public void Cuts_between_paragraphs_first() =>
        Assert.Equal(["one one one\n\ntwo two two", "three three"], MarkdownCutter.Cut("one one one\n\ntwo two two\n\nthree three", 30));

    [Fact]
    public void Cuts_a_paragraph_after_a_sentence() =>
        Assert.Equal(["All is well today.", "Nothing failed at all."], MarkdownCutter.Cut("All is well today. Nothing failed at all.", 30));

    [Fact]
    public void Closes_and_reopens_what_a_cut_splits() =>
        Assert.Equal(["**aaaa bbbb**", "**cccc dddd**"], MarkdownCutter.Cut("**aaaa bbbb cccc dddd**", 10));

    [Fact]
    public void Keeps_a_link_whole_on_both_sides() =>
        Assert.Equal(["[aaaa bbbb](<https://x.example/>)", "[cccc](<https://x.example/>)"], MarkdownCutter.Cut("[aaaa bbbb cccc](https://x.example/)", 10)
            .Select(p => p.Replace("(https://x.example/)", "(<https://x.example/>)", StringComparison.Ordinal)));

    [Fact]
    public void Reopens_a_fence_with_its_language()
    {
        var pieces = MarkdownCutter.Cut("```sql\nselect 1;\nselect 2;\nselect 3;\n```", 20);
        Assert.Equal(["```sql\nselect 1;\nselect 2;\n```", "```sql\nselect 3;\n```"], pieces);
    }

    [Fact]
    public void Repeats_the_headings_of_a_table()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"| row {i} | {i} |\n"));
        var pieces = MarkdownCutter.Cut("| name | n |\n|---|---|\n" + rows, 200);
        Assert.All(pieces, p => Assert.StartsWith("name", PlainText.Visible(p), StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 40), i => Assert.Single(pieces, p => p.Contains($"| row {i} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void Goes_on_with_the_numbers_of_a_list()
    {
        var pieces = MarkdownCutter.Cut("1. aaaa aaaa\n2. bbbb bbbb\n3. cccc cccc", 26);
        Assert.Equal("3. cccc cccc", PlainText.Visible(pieces[1]));
    }

    [Fact]
    public void Does_not_make_a_list_of_a_cut_sentence()
    {
        var pieces = MarkdownCutter.Cut("the result is this and then comes - a dash and more", 33);
        Assert.Equal("- a dash and more", PlainText.Visible(pieces[^1]));
    }

    [Fact]
    public void Never_cuts_an_emoji_in_two()
    {
        var pieces = MarkdownCutter.Cut(string.Concat(Enumerable.Repeat("😀", 100)), 33);
        Assert.All(pieces, p => Assert.DoesNotContain('\uFFFD', PlainText.Visible(p)));
        Assert.Equal(200, pieces.Sum(p => PlainText.Visible(p).Length));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(300)]
    [InlineData(4096)]
    public void Loses_nothing_and_fits_with_any_input(int most)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var text = Hostile.Text(seed) + (most == 4096 ? string.Concat(Enumerable.Range(0, 10).Select(i => Hostile.Text(seed + i))) : "");
            var pieces = MarkdownCutter.Cut(text, most);
            Assert.All(pieces, p => Assert.True(MarkdownCutter.Length(p) <= most, $"seed {seed}"));
            var lost = Count(MarkdownCutter.Letters(PlainText.Visible(text))) - Count(MarkdownCutter.Letters(string.Concat(pieces.Select(PlainText.Visible))));
            Assert.True(lost <= 0, $"seed {seed}: {lost} words lost");
        }
    }

    [Fact]
    public void Is_quick_with_a_huge_text()
    {
        var text = string.Concat(Enumerable.Repeat("word **bold** `code` [link](https://x.example) ", 800));
        var pieces = MarkdownCutter.Cut(text, 4096);
        Assert.InRange(pieces.Count, 4, 8);
    }

    /// <summary>Of words that no cut repeats, as it does a table's headings.</summary>
    private static int Count(string text) => text.Split("word").Length + text.Split("everyone").Length + text.Split("Sentence").Length + text.Split("مرحبا").Length;
}
