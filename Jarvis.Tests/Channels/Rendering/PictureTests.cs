using Jarvis.Bot.Channels.Rendering;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Jarvis.Tests.Channels.Rendering;

public sealed class PictureTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 9, 0, 0, TimeSpan.Zero);
    private readonly ChartDrawer charts = new(Options.Create(new BusinessOptions { TimeZone = "Europe/Berlin" }));

    [Fact]
    public void A_chart_shows_its_title_and_the_owners_wall_clock()
    {
        var svg = charts.Svg(new Chart("p95 of backend", ChartKind.Line, [Hours(24)]) { Unit = "ms" });
        Assert.Contains("p95 of backend", svg, StringComparison.Ordinal);
        // 09:00 UTC is 10:00 in Berlin; the clocks go forward at 2 in the next night, and 03:00 follows 01:00.
        Assert.Contains("12:00", svg, StringComparison.Ordinal);
        Assert.Contains("Sun 29 Mar", svg, StringComparison.Ordinal);
        Assert.Contains(" ms", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_that_the_clocks_leave_out_have_no_tick()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var ticks = TimeTicks.For(new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 5, 0, 0, TimeSpan.Zero), berlin, 8);
        Assert.Equal(["00:00", "01:00", "03:00", "04:00", "05:00", "06:00", "07:00"], ticks.Select(t => t.Label[..5]));
        Assert.Equal(ticks.Select(t => t.At).Order(), ticks.Select(t => t.At));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Any_number_of_values_gives_a_picture(int count)
    {
        using var picture = SKBitmap.Decode(charts.Png(new Chart("x", ChartKind.Line, [Hours(count)])));
        Assert.Equal(1600, picture.Width);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(-1e-300)]
    [InlineData(0)]
    public void No_value_breaks_a_picture(double value)
    {
        foreach (var kind in Enum.GetValues<ChartKind>())
            Assert.NotEmpty(charts.Png(new Chart("x", kind, [new ChartSeries("s", [new ChartPoint(value) { At = Start, Label = "a" }, new ChartPoint(1) { At = Start.AddHours(1), Label = "b" }])]) { Marks = [("mark", value)], Spans = [(Start, Start)] }));
    }

    [Fact]
    public void No_text_breaks_a_picture()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var text = Hostile.Text(seed);
            Assert.NotEmpty(charts.Png(new Chart(text, ChartKind.Bar, [new ChartSeries(text, [new ChartPoint(1) { Label = text }])]) { Marks = [(text, 1)], Unit = text }));
            Assert.DoesNotContain("<script", charts.Svg(new Chart(text, ChartKind.Line, [new ChartSeries(text, [new ChartPoint(1) { At = Start }])])), StringComparison.Ordinal);
            Assert.NotEmpty(new TableDrawer().Png(new Table([text, "b"], [[text, text, text], [], ["1"]]) { Title = text }));
        }
    }

    [Fact]
    public void A_dark_picture_is_dark()
    {
        using var dark = SKBitmap.Decode(charts.Png(new Chart("x", ChartKind.Line, [Hours(9)]), ChartTheme.Dark));
        Assert.Equal(ChartTheme.Dark.Background, dark.GetPixel(2, 2));
    }

    [Fact]
    public void A_table_keeps_within_what_Telegram_takes()
    {
        var wide = new Table([.. Enumerable.Range(0, 60).Select(i => $"column {i}")], [.. Enumerable.Range(0, 500).Select(r => (IReadOnlyList<string>)[.. Enumerable.Range(0, 60).Select(c => $"cell {r} {c}")])]);
        using var picture = SKBitmap.Decode(new TableDrawer().Png(wide));
        Assert.InRange(picture.Width + picture.Height, 1, 10_000);
        Assert.InRange((double)picture.Width / picture.Height, 1 / 20.0, 20);
    }

    [Theory]
    [InlineData(1234.56, "€", "1,235 €")]
    [InlineData(12_500_000, "EUR", "12.5M EUR")]
    [InlineData(0.25, "%", "0.25%")]
    [InlineData(1536, "bytes", "1.5 KiB")]
    [InlineData(42, "count", "42")]
    public void Numbers_are_short_and_have_their_unit(double value, string unit, string label) => Assert.Equal(label, ValueLabels.Of(value, unit));

    [Fact]
    public void A_text_table_lines_up_whatever_the_script() =>
        Assert.Equal("名前    n\n────  ───\n小林   10\nBob   9.5", TableText.Aligned(new Table(["名前", "n"], [["小林", "10"], ["Bob", "9.5"]])));

    private static ChartSeries Hours(int count) =>
        new("p95", [.. Enumerable.Range(0, count).Select(i => new ChartPoint(100 + i) { At = Start.AddHours(i) })]);
}
