using Jarvis.Skills.Domains;

namespace Jarvis.Tests.Understanding;

/// <summary>What Jarvis shows of what can be said must be understood as what it is shown for, with every domain's examples side by side.</summary>
public sealed class ShippedExamplesTests(ShippedUnderstanding shipped) : IClassFixture<ShippedUnderstanding>
{
    [Fact]
    public void What_help_shows_is_understood_as_what_it_is_shown_for()
    {
        var wrong = from phrases in shipped.Get<IPhraseBook>().All
                    from say in phrases.Say
                    // No service is watched here, so that no name stands where one belongs.
                    where !say.Contains(" my ", StringComparison.Ordinal) && !say.StartsWith("my ", StringComparison.Ordinal) && !say.EndsWith(" my", StringComparison.Ordinal)
                    let read = shipped.Read(say)
                    where !read.Contains(phrases.Function + "(", StringComparison.Ordinal)
                    select $"{say} -> {read}, not {phrases.Function}";
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("daily report", "reports.daily")]
    [InlineData("the weekly report please", "reports.weekly")]
    [InlineData("send me the daily report every day at 8", "conversation.schedule")]
    [InlineData("remind me daily to water the plants", "conversation.remind")]
    [InlineData("how many incidents in october", "health.incidents")]
    public void What_is_called_daily_is_no_schedule_and_what_is_to_be_done_daily_is(string say, string function) =>
        Assert.StartsWith(function + "(", shipped.Read(say), StringComparison.Ordinal);

    /// <summary>The brake must never be asked about.</summary>
    [Theory]
    [InlineData("stop everything", "jarvis.pause()")]
    [InlineData("Stop everything!", "jarvis.pause()")]
    [InlineData("jarvis, stop everything now", "jarvis.pause()")]
    [InlineData("pause", "jarvis.pause()")]
    [InlineData("halt", "jarvis.pause()")]
    [InlineData("emergency stop", "jarvis.pause()")]
    [InlineData("resume", "jarvis.resume()")]
    public void Stopping_and_going_on_are_plain_orders(string say, string read) => Assert.Equal(read, shipped.Read(say));
}
