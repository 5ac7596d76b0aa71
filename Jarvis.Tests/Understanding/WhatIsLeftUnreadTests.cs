using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Understanding;

/// <summary>What the words say beyond a reading, and what they lean on, decides whether it is the right one.</summary>
public sealed class WhatIsLeftUnreadTests
{
    private static readonly Understandings Shared = new();
    private static readonly FunctionCall Silence = new("room.silence", ("service", "backend"), ("length", "PT1H"));
    private static readonly FunctionCall Reminder = new("conversation.remind", ("at", "2026-03-20T09:00:00+01:00"), ("text", "pay the rent"));

    [Theory]
    [InlineData("should we restart backend")]
    [InlineData("should we tell the customers about it")]
    [InlineData("would it be wise to restart backend")]
    [InlineData("what would you do about the backend")]
    [InlineData("is it a good idea to mute backend for 2 hours")]
    public void Advice_is_nothing_that_a_function_gives(string text) => Assert.Equal("nothing", Shared.Read(text));

    [Theory]
    [InlineData("how was the backend last week and what shall we change")]
    [InlineData("restart backend and write to the customers")]
    [InlineData("if it fails again tonight restart backend")]
    public void A_second_wish_or_a_condition_is_not_passed_over(string text) => Assert.Equal("nothing", Shared.Read(text));

    [Theory]
    [InlineData("make it 3 hours")]
    [InlineData("actually 3 hours")]
    public void A_changed_order_keeps_what_was_not_changed(string text) => Assert.Equal("or: silence backend 3 hours", Shared.Read(text, Silence));

    [Theory]
    [InlineData("make it ten o'clock", "conversation.move_reminder(about=pay the rent, to=ten o'clock)")]
    [InlineData("make that 5 pm instead", "conversation.move_reminder(about=pay the rent, to=5 pm)")]
    [InlineData("no, on friday", "conversation.move_reminder(about=pay the rent, to=2026-03-20)")]
    [InlineData("two hours earlier", "conversation.move_reminder(about=pay the rent, earlier=PT2H)")]
    [InlineData("make that three weeks", "nothing")]
    [InlineData("the 5th then", "nothing")]
    public void A_reminder_is_not_made_anew_because_its_time_changes(string text, string expected) => Assert.Equal(expected, Shared.Read(text, Reminder));

    [Theory]
    [InlineData("make that 5 pm instead")]
    [InlineData("the day before")]
    public void What_changes_a_reminder_says_nothing_without_one(string text)
    {
        Assert.DoesNotContain("move_reminder", Shared.Read(text), StringComparison.Ordinal);
        Assert.DoesNotContain("move_reminder", Shared.Read(text, Silence), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I restarted backend already")]
    [InlineData("if backend goes down again restart it")]
    public void What_only_tells_of_an_action_offers_none(string text) => Assert.Equal("nothing", Shared.Read(text));

    [Fact]
    public void A_word_before_a_name_is_no_slip_in_it() => Assert.DoesNotContain("restart(service=backend)", Shared.Read("if backend is slow restart worker"), StringComparison.Ordinal);

    [Fact]
    public void From_an_hour_to_an_hour_is_a_time_and_how_long() =>
        Assert.Equal(
            """conversation.schedule(arguments={"length":"PT1H30M","service":"backend"}, at=2026-03-19T22:00:00+01:00, function=room.silence, title=silence backend for 90 minutes)""",
            Shared.Read("tomorrow from 22:00 to 23:30 silence backend").Replace("\\u0022", "\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("what is the state at the moment")]
    [InlineData("how many did we sell in march")]
    public void Now_and_a_month_are_no_time_to_do_something_at(string text) => Assert.DoesNotContain("schedule", Shared.Read(text), StringComparison.Ordinal);

    [Fact]
    public void A_note_by_its_number_is_no_new_note() => Assert.DoesNotContain("conversation.remember(text=7", Shared.Read("note 7 is too old"), StringComparison.Ordinal);

    [Theory]
    [InlineData("80% gemini, 15% gpt and 5% claude", true)]
    [InlineData("gemini 60 percent and gpt 40", true)]
    [InlineData("50% to gemini and 50% to claude please", true)]
    [InlineData("80% gemini", false)]
    [InlineData("three leads and two deals", false)]
    public void Two_shares_are_shares(string text, bool are)
    {
        var utterance = new Utterance(text, Shared.Catalog.Vocabulary);
        var read = new SharesSlot().Read(utterance, 0);
        Assert.Equal(are, read is not null);
        if (read is not null) Assert.StartsWith(read.Value, text, StringComparison.Ordinal);
    }
}
