namespace Jarvis.Tests.Domains.Sales;

/// <summary>"How fast do we answer leads?"</summary>
public sealed class ResponseTimesTests
{
    [Fact]
    public async Task The_owner_sees_how_long_leads_waited_and_who_still_does()
    {
        await using var sales = await SalesRig.WithServerAsync();
        foreach (var (number, minutes) in new[] { (1, 2), (2, 4), (3, 45) })
        {
            await sales.PostAsync($"f{number}", ("name", $"Mara {number}"), ("email", $"mara{number}@school.example"), ("message", "We need 40 seats. What does it cost?"));
            await sales.DispatchAsync();
            sales.Jarvis.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await sales.Jarvis.SayAsync($"approve {number}");
        }
        await sales.PostAsync("f4", ("name", "Ben"), ("email", "ben@school.example"), ("message", "Hello"));
        await sales.DispatchAsync();

        var answer = await sales.AskAsync("response_times");
        Assert.Contains("Half of 3 leads got the first answer within **4 minutes**", answer.Sentence, StringComparison.Ordinal);
        Assert.Contains("67 % within 5 minutes", answer.Sentence, StringComparison.Ordinal);
        Assert.Contains("1 lead waits now", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal("3", Assert.Single(answer.Table!.Rows)[1]);
    }

    [Fact]
    public async Task Where_nobody_was_answered_that_is_said()
    {
        await using var sales = await SalesRig.StartAsync();
        Assert.Contains("No lead got a first answer", (await sales.AskAsync("response_times", ("period", "last week"))).Sentence, StringComparison.Ordinal);
    }
}
