using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Configuration;

namespace Jarvis.Tests.Domains.SystemHealth;

public sealed class HealthSettingsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_service_needs_a_name_a_kind_and_a_target_and_has_defaults_for_the_rest()
    {
        var service = Assert.Single(Read(("Name", "backend"), ("Kind", "http"), ("Target", "http://localhost:8080/health")).Services);
        Assert.Equal((30, 10, 3, 2), (service.Interval.TotalSeconds, service.Timeout.TotalSeconds, service.FailuresDown, service.SuccessesUp));
    }

    [Theory]
    [InlineData("Interval", "half a minute", "Health:Services:0:Interval is \"half a minute\"; allowed is a time from 00:00:01 to 1.00:00:00, written hh:mm:ss.")]
    [InlineData("FailuresDown", "0", "Health:Services:0:FailuresDown is \"0\"; allowed is a whole number from 1 to 100.")]
    [InlineData("Kind", "Ftp", "Health:Services:0:Kind is \"Ftp\"; allowed are Http, Tcp, Postgres, Redis, Docker.")]
    [InlineData("Intervall", "00:00:10", "Health:Services:0:Intervall is no setting; allowed in Health:Services:0 are Container,")]
    [InlineData("Parent", "database", "Health:Services:0:Parent is \"database\"; allowed is the name of another service")]
    [InlineData("Name", "my backend", "Health:Services:0:Name is \"my backend\"; allowed are letters, digits, - and _, at most 60.")]
    [InlineData("Maintenance:0", "Caturday 02:00-04:00", "Health:Services:0:Maintenance:0 is \"Caturday 02:00-04:00\"; allowed is \"Sun 02:00-04:00\"")]
    public void A_wrong_value_is_named_with_its_setting_and_what_is_allowed(string setting, string value, string message)
    {
        var wrong = Read(("Name", "backend"), ("Kind", "Http"), ("Target", "http://localhost/"), (setting, value)).Wrong;
        Assert.StartsWith(message, Assert.Single(wrong), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres", "Hots=localhost;Password=hunter2")]
    [InlineData("Redis", "localhost:6379,passwrd=hunter2,no=such")]
    [InlineData("Http", "localhost?token=hunter2")]
    [InlineData("Tcp", "hunter2")]
    public void A_wrong_target_is_refused_without_being_quoted(string kind, string target)
    {
        var wrong = Assert.Single(Read(("Name", "backend"), ("Kind", kind), ("Target", target)).Wrong);
        Assert.StartsWith("Health:Services:0:Target ", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres", "Host=db;Port=5433;Username=me;Password=hunter2;Database=shop", "db:5433/shop")]
    [InlineData("Redis", "cache:6379,password=hunter2", "cache:6379")]
    [InlineData("Http", "https://me:hunter2@shop.test/health?token=hunter2", "https://shop.test/health")]
    public void A_target_is_shown_without_its_secrets(string kind, string target, string shown)
    {
        var service = Assert.Single(Read(("Name", "backend"), ("Kind", kind), ("Target", target)).Services);
        Assert.Equal(shown, service.Shown);
        Assert.DoesNotContain("hunter2", service.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Services_that_depend_on_each_other_in_a_ring_are_refused()
    {
        var settings = HealthRig.Services(HealthRig.Http("a", ("Parent", "b")), HealthRig.Http("b", ("Parent", "a")));
        Assert.Contains(Read(settings).Wrong, w => w.Contains("which makes a its own ancestor", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sun 02:00-04:00", "2026-11-22T01:30:00Z", true)]
    [InlineData("Sun 02:00-04:00", "2026-11-22T03:00:00Z", false)]
    [InlineData("Sun 02:00-04:00", "2026-11-23T01:30:00Z", false)]
    [InlineData("Sunday 23:00-01:00", "2026-11-22T23:30:00Z", true)]
    [InlineData("daily 03:00-03:30", "2026-11-25T02:10:00Z", true)]
    [InlineData("2026-11-28 22:00 - 2026-11-29 02:00", "2026-11-28T21:30:00Z", true)]
    [InlineData("2026-11-28 22:00 - 2026-11-29 02:00", "2026-11-29T01:00:00Z", false)]
    public void A_maintenance_window_is_in_the_owners_time_zone(string window, string at, bool covers)
    {
        var parsed = MaintenanceWindow.Parse(window)!;
        var instant = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(covers, parsed.Covers(instant, Berlin));
        Assert.Equal(covers, parsed.Between(instant, instant.AddSeconds(1), Berlin).Any());
    }

    private static HealthOptions Read(params (string Key, string Value)[] service)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in service) settings[$"Health:Services:0:{key}"] = value;
        return Read(settings);
    }

    private static HealthOptions Read(Dictionary<string, string?> settings)
    {
        var options = new HealthOptions();
        new HealthSettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Configure(options);
        return options;
    }
}
