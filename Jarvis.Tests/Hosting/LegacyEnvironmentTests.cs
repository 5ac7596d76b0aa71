using Jarvis.Bot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Hosting;

public sealed class LegacyEnvironmentTests
{
    [Theory]
    [InlineData("AUTONOMOUS_ENABLED", "FALSE", "Autonomy:Enabled", "false")]
    [InlineData("AUTONOMOUS_CLEARANCE", "modify_safe", "Governance:Clearance", "MODIFY_SAFE")]
    [InlineData("AUTONOMOUS_CLEARANCE", "3", "Governance:Clearance", "MODIFY_PRODUCTION")]
    [InlineData("AUTONOMOUS_ANALYSIS_INTERVAL", "300000", "Autonomy:AnalysisInterval", "00:05:00")]
    [InlineData("AUTONOMOUS_MAX_CONCURRENT_TASKS", " 5 ", "Autonomy:MaxConcurrentTasks", "5")]
    [InlineData("AUTONOMOUS_AUTO_APPROVE_SUGGESTIONS", "0", "Governance:AutoApproveSuggestions", "false")]
    [InlineData("AUTONOMOUS_AUTO_APPROVE_MODIFY_PRODUCTION", "true", "Governance:AutoApproveModifyProduction", "true")]
    public void An_old_name_sets_what_it_became(string name, string value, string setting, string expected) =>
        Assert.Equal(expected, With((name, value))[setting]);

    [Fact]
    public void An_old_name_wins_over_the_settings_file() => Assert.Equal("READ_ONLY", new ConfigurationBuilder()
        .AddInMemoryCollection([new("Governance:Clearance", "SUGGEST")])
        .AddLegacyEnvironment(name => name == "AUTONOMOUS_CLEARANCE" ? "READ_ONLY" : null)
        .Build()["Governance:Clearance"]);

    [Fact]
    public void A_name_that_is_not_set_or_empty_changes_nothing() => Assert.Empty(With(("AUTONOMOUS_ENABLED", " ")).AsEnumerable());

    [Theory]
    [InlineData("AUTONOMOUS_ENABLED", "maybe", "true or false")]
    [InlineData("AUTONOMOUS_CLEARANCE", "GOD_MODE", "READ_ONLY, SUGGEST, MODIFY_SAFE, MODIFY_PRODUCTION, FULL_AUTONOMY")]
    [InlineData("AUTONOMOUS_CLEARANCE", "7", "0 to 4")]
    [InlineData("AUTONOMOUS_ANALYSIS_INTERVAL", "5 minutes", "milliseconds")]
    [InlineData("AUTONOMOUS_ANALYSIS_INTERVAL", "-1", "from 1000 to 86400000")]
    [InlineData("AUTONOMOUS_MAX_CONCURRENT_TASKS", "0", "from 1 to 64")]
    [InlineData("AUTONOMOUS_MAX_CONCURRENT_TASKS", "99999999999999999999", "from 1 to 64")]
    public void A_wrong_value_is_named_with_its_variable_and_what_is_allowed(string name, string value, string allowed)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => With((name, value)));

        var said = Assert.Single(refused.Failures);
        Assert.StartsWith($"{name} is \"{value}\"", said, StringComparison.Ordinal);
        Assert.Contains(allowed, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_value_is_named_at_once() => Assert.Equal(2,
        Assert.Throws<OptionsValidationException>(() => With(("AUTONOMOUS_ENABLED", "x"), ("AUTONOMOUS_CLEARANCE", "y"))).Failures.Count());

    private static IConfigurationRoot With(params (string Name, string Value)[] variables) => new ConfigurationBuilder()
        .AddLegacyEnvironment(name => variables.FirstOrDefault(v => v.Name == name).Value).Build();
}
