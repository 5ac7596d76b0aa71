namespace Jarvis.Tests.Understanding;

public sealed class RankingTests
{
    private static readonly Understandings Shared = new();

    [Theory]
    [InlineData("could somebody reboot the worker", "room.restart")]
    [InlineData("I wonder how backend did last week", "room.history")]
    [InlineData("what is it that you want me to decide on", "jarvis.pending")]
    [InlineData("please do not let me forget the dentist tomorrow at 9", "conversation.remind")]
    [InlineData("send me what needs me each weekday at 8", "conversation.schedule")]
    public void The_function_that_fits_is_ranked_first(string text, string function) => Assert.Equal(function, Shared.Local.RankFunctions(text)[0].Function);

    [Fact]
    public void Every_function_has_its_place_and_the_scores_add_up()
    {
        var ranked = Shared.Local.RankFunctions("write me a poem about the sea");
        Assert.Equal(Shared.Catalog.Intents.Select(i => i.Function.Name).Distinct().Order(StringComparer.Ordinal), ranked.Select(r => r.Function).Order(StringComparer.Ordinal));
        Assert.Equal(1, ranked.Sum(r => r.Score), 0.001);
        Assert.Equal(ranked.Select(r => r.Score).OrderDescending(), ranked.Select(r => r.Score));
    }

    [Fact]
    public void Any_text_is_ranked() => Assert.All(["", "???", "\ud83d", new string('x', 100_000), string.Join(' ', Enumerable.Repeat("1 2 3 at 5", 5000))], t => Assert.NotEmpty(Shared.Local.RankFunctions(t)));
}
