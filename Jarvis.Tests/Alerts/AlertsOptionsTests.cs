using Jarvis.Bot.Alerts;

namespace Jarvis.Tests.Alerts;

public sealed class AlertsOptionsTests
{
    [Fact]
    public void The_defaults_are_allowed() => Assert.True(new AlertsOptionsValidation().Validate(null, new AlertsOptions()).Succeeded);

    [Fact]
    public void A_wrong_value_is_named_with_its_setting_and_what_is_allowed()
    {
        var options = new AlertsOptions { QuietHours = "late", RemindAfterMinutes = "30, soon", StormLimit = 0, Routes = { Critical = "chat, pager" }, Ntfy = { Topic = "a b" } };

        Assert.Equal(
            ["Alerts:Routes:Critical is \"pager\". Allowed: any of chat, ntfy, macos, webhook, dashboard, separated by commas.",
            "Alerts:RemindAfterMinutes is \"soon\". Allowed: whole minutes from 1 to 43200, separated by commas.",
            "Alerts:QuietHours is \"late\". Allowed: a span such as 22:00-07:00, or nothing.",
            "Alerts:StormLimit is \"0\". Allowed: 1 to 100.",
            "Alerts:Ntfy:Topic is \"a b\". Allowed: 1 to 64 letters, digits, - and _."],
            new AlertsOptionsValidation().Validate(null, options).Failures!);
    }

    [Fact]
    public void A_wrong_secret_is_named_but_not_shown()
    {
        var options = new AlertsOptions { Webhook = { Url = "https://example.com/hook/key-123", Secret = "short-secret" }, DeadMan = { Url = "hc-ping/uuid-456" } };

        var failures = string.Join('\n', new AlertsOptionsValidation().Validate(null, options).Failures!);

        Assert.Contains("Alerts:Webhook:Secret", failures, StringComparison.Ordinal);
        Assert.Contains("Alerts:DeadMan:Url", failures, StringComparison.Ordinal);
        Assert.DoesNotContain("short-secret", failures, StringComparison.Ordinal);
        Assert.DoesNotContain("uuid-456", failures, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-28T23:00", "2026-03-29T05:00")]
    [InlineData("2026-10-24T22:00", "2026-10-25T06:00")]
    [InlineData("2026-06-01T01:00", "2026-06-01T05:00")]
    public void Quiet_hours_end_at_the_owners_seven_also_when_the_clocks_change(string now, string end)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.True(QuietHours.TryParse("22:00-07:00", out var quiet));
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(now + "Z", System.Globalization.CultureInfo.InvariantCulture), zone);

        Assert.True(quiet.Holds(TimeOnly.FromDateTime(local.DateTime)));
        Assert.Equal(DateTimeOffset.Parse(end + "Z", System.Globalization.CultureInfo.InvariantCulture), quiet.EndAfter(local, zone));
    }
}
