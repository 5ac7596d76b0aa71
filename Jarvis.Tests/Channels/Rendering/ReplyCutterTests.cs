using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Jarvis.Tests.Channels.Rendering;

public sealed class ReplyCutterTests : IDisposable
{
    private static readonly ChannelTraits Chat = new() { MaxText = 4096, TablesAsPictures = true };
    private static readonly ChannelTraits Page = new() { MaxText = 100_000, ChartsAsPictures = false };
    private static readonly Table Numbers = new(["service", "p95"], [["backend", "180 ms"], ["website", "90 ms"]]) { Title = "Response times" };
    private static readonly Chart Line = new("Response time", ChartKind.Line, [new ChartSeries("p95", [new ChartPoint(180) { At = DateTimeOffset.UnixEpoch }])]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jarvis-cutter-");
    private readonly FileShelf shelf;
    private readonly ReplyCutter cutter;

    public ReplyCutterTests()
    {
        shelf = new FileShelf(Options.Create(new StorageOptions { Folder = folder.FullName }));
        cutter = new ReplyCutter(new ChartDrawer(Options.Create(new BusinessOptions())), new TableDrawer(), shelf);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("*")]
    [InlineData("some words and a_snake_case_name. ")]
    public void Where_escapes_count_the_pieces_fit_with_them_and_no_word_is_lost(string what)
    {
        var traits = new ChannelTraits { MaxText = 300, Measure = markdown => MarkdownReader.Escape(PlainText.Visible(markdown)).Length };
        var text = string.Concat(Enumerable.Repeat(what, 800 / what.Length));
        var parts = cutter.Cut(new Reply(MarkdownReader.Escape(text)), "7", traits);
        Assert.All(parts.SkipLast(1), p => Assert.InRange(traits.Measure(p.Markdown), 100, 300));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(parts.Select(p => PlainText.Visible(p.Markdown))).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_short_text_and_its_chart_are_one_message()
    {
        var part = Assert.Single(cutter.Cut(new Reply("p95 is **180 ms**.") { Chart = Line, Buttons = [[new Button("status", "s:status")]] }, "7", Chat));
        Assert.Equal("p95 is **180 ms**.", part.Markdown);
        Assert.Equal("response-time.png", part.File?.Name);
        Assert.Single(part.Buttons);
        using var picture = SKBitmap.Decode(shelf.Open(part.File!));
        Assert.Equal((1600, 880), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_long_text_comes_before_its_picture_and_the_buttons_are_last()
    {
        var parts = cutter.Cut(new Reply(string.Concat(Enumerable.Repeat("A sentence of some words. ", 250))) { Table = Numbers, Buttons = [[new Button("a", "s:a")]] }, "7", Chat);
        Assert.Equal([true, true, false], parts.Select(p => p.File is null));
        Assert.Equal([0, 0, 1], parts.Select(p => p.Buttons.Count));
        Assert.Equal("Response times", parts[2].Markdown);
    }

    [Fact]
    public void A_page_draws_for_itself()
    {
        var part = Assert.Single(cutter.Cut(new Reply("Here.") { Chart = Line, Table = Numbers }, "7", Page));
        Assert.Equal((Line, Numbers, "Here."), (part.Chart, part.Table, part.Markdown));
        Assert.Empty(folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Of_a_long_table_all_rows_come_as_a_file()
    {
        var table = new Table(["n", "name"], [.. Enumerable.Range(1, 50).Select(i => (IReadOnlyList<string>)[$"{i}", "=cmd()"])]);
        var parts = cutter.Cut(new Reply("50 rows.") { Table = table }, "7", Chat);
        Assert.Equal("table.csv", parts[1].File?.Name);
        using var reader = new StreamReader(shelf.Open(parts[1].File!));
        var csv = reader.ReadToEnd();
        Assert.Contains("50,'=cmd()\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_is_sent_as_a_file_after_its_beginning()
    {
        var parts = cutter.Cut(new Reply(string.Concat(Enumerable.Repeat("A sentence of some words. ", 5000))), "7", Chat);
        Assert.Equal(3, parts.Count);
        Assert.Equal("answer.txt", parts[2].File?.Name);
    }

    [Fact]
    public void The_same_reply_gives_the_same_parts_and_one_copy_of_its_pictures()
    {
        var reply = new Reply("Here.") { Chart = Line, Files = [new AnswerFile("../../etc/passwd", "text/plain", [1, 2, 3])] };
        Assert.Equal(cutter.Cut(reply, "7", Chat).Select(p => p.File), cutter.Cut(reply, "7", Chat).Select(p => p.File));
        Assert.Equal(2, folder.GetFiles("*", SearchOption.AllDirectories).Length);
        Assert.Equal("passwd", cutter.Cut(reply, "7", Chat)[1].File?.Name);
    }

    [Fact]
    public void A_file_outside_the_shelf_is_not_opened() =>
        Assert.Throws<FileNotFoundException>(() => shelf.Open(new StoredFile("../../../../../../etc/hostname", "hostname", "text/plain")));
}
