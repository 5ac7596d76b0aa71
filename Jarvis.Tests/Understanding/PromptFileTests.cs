using Jarvis.Bot.Understanding;

namespace Jarvis.Tests.Understanding;

public sealed class PromptFileTests
{
    [Fact]
    public void Every_prompt_that_comes_with_Jarvis_is_whole()
    {
        foreach (var name in (string[])["jarvis/turn.md", "jarvis/summary.md", "sales/draft.md"])
        {
            var prompt = new Prompts().Get(name);
            Assert.NotEmpty(prompt.Purpose);
            Assert.DoesNotContain("---", prompt.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("You are Jarvis.", "begins without front matter")]
    [InlineData("---\npurpose: chat\nmaxTokens: 500\n", "begins without front matter")]
    [InlineData("---\nmaxTokens: 500\n---\nHello", "purpose is \"\"; allowed is one lower-case word")]
    [InlineData("---\npurpose: Chat 1\nmaxTokens: 500\n---\nHello", "purpose is \"Chat 1\"")]
    [InlineData("---\npurpose: chat\n---\nHello", "maxTokens is \"0\"; allowed is 16 to 32000")]
    [InlineData("---\npurpose: chat\nmaxTokens: many\n---\nHello", "line 3")]
    [InlineData("---\npurpose: chat\nmaxTokens: 500\nquality: 2\n---\nHello", "quality is \"2\"; allowed is 0 (any model will do) to 1 (the best)")]
    [InlineData("---\npurpose: chat\nmaxTokens: 500\nmood: good\n---\nHello", "Allowed are purpose, quality and maxTokens.")]
    [InlineData("---\npurpose: chat\nmaxTokens: 500\n---\n\n", "has no text")]
    public void What_is_wrong_in_a_prompt_is_said_with_its_place(string content, string said)
    {
        var error = Assert.Throws<PromptException>(() => PromptFile.Parse("jarvis/turn.md", content));
        Assert.StartsWith("jarvis/turn.md", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_missing_is_named()
    {
        using var nothing = new TestStore();
        Assert.Contains("prompts/jarvis/turn.md is missing", Assert.Throws<PromptException>(() => new Prompts { Folder = nothing.Folder }.Get("jarvis/turn.md")).Message, StringComparison.Ordinal);
    }
}
