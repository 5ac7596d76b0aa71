using Jarvis.Bot.Understanding.Learning;

namespace Jarvis.Tests.Understanding;

/// <summary>What the owner has explained once.</summary>
public sealed class LessonTests
{
    private readonly Understandings own = new();

    [Fact]
    public void A_corrected_phrase_is_understood_the_next_time()
    {
        Assert.NotEqual("jarvis.pending()", own.Read("what is cooking"));
        Teach("what is cooking", "what needs me", "jarvis.pending");
        Assert.Equal("jarvis.pending()", own.Read("what is cooking"));
        Assert.Equal("jarvis.pending()", own.Read("hey Jarvis, what's cooking?"));
        own.Lessons.Set([]);
        Assert.NotEqual("jarvis.pending()", own.Read("what is cooking"));
    }

    [Fact]
    public void An_explained_phrase_never_becomes_an_order()
    {
        Teach("should the backend be kicked", "restart backend", "room.restart");
        Assert.Equal("or: restart backend", own.Read("should the backend be kicked"));
    }

    [Fact]
    public void A_lesson_for_a_function_that_is_gone_harms_nothing()
    {
        Teach("what is cooking", "stir the soup", "kitchen.stir");
        own.Read("what is cooking");
        own.Read("what is cooking today");
    }

    [Theory]
    [InlineData("no, I meant restart worker", "restart worker")]
    [InlineData("I meant what needs me?", "what needs me?")]
    [InlineData("No I mean the worker", "the worker")]
    [InlineData("what does it mean", null)]
    [InlineData("no", null)]
    [InlineData("no, I meant", null)]
    public void A_correction_is_recognised(string text, string? meant) => Assert.Equal(meant, own.Local.Correction(text));

    private void Teach(string text, string say, string function) => own.Lessons.Set([new Lesson { Id = 1, Text = text, Say = say, Function = function, By = "Anna" }]);
}
