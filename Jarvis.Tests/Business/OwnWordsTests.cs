using Jarvis.Skills.Business.Drafting;

namespace Jarvis.Tests.Business;

public sealed class OwnWordsTests
{
    [Fact]
    public void What_ships_is_not_filled_in_and_the_simulations_is()
    {
        Assert.StartsWith("prompts/business.md is not filled in", new OwnWords().Missing, StringComparison.Ordinal);
        Assert.Throws<NoDraftException>(() => new OwnWords().Need());
        Assert.Contains("(simulation)", new OwnWords("demo/business.md").Need(), StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", new OwnWords("demo/business.md").Need(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Prices\n<!-- 5 EUR\n", false)]
    [InlineData("# Prices\n<!-- 5 EUR -->\n \n", false)]
    [InlineData("<!-- a --># Prices\nLumen: 129 EUR", true)]
    public void Comments_and_headings_are_no_words(string text, bool filled)
    {
        using var store = new TestStore();
        File.WriteAllText(Path.Combine(store.Folder, "business.md"), text);
        Assert.Equal(filled, new OwnWords("business.md", store.Folder).Missing is null);
    }
}
