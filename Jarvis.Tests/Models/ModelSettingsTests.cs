using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Models;

public sealed class ModelSettingsTests
{
    [Fact]
    public void The_settings_that_come_with_jarvis_are_the_owners_mix_and_prices()
    {
        var tiers = Tiers([]).All;
        Assert.Equal(["standard", "economy", "premium"], tiers.Select(t => t.Name));
        Assert.Equal([(0.15m, 0.60m, 20), (0.50m, 0.50m, 70), (3m, 15m, 10)], tiers.Select(t => (t.Price.Input, t.Price.Output, (int)t.Share)));
        Assert.Equal(1500, tiers[1].FreeRequestsPerDay);
        Assert.All(tiers, t => Assert.False(t.Usable));
    }

    [Theory]
    [InlineData("Models:Tiers:premium:Input", "", "Models:Tiers:premium:Input is not set; write US dollars for a million tokens")]
    [InlineData("Models:Tiers:premium:Output", "-3", "Models:Tiers:premium:Output is \"-3\"; allowed is US dollars for a million tokens")]
    [InlineData("Models:Tiers:premium:Share", "11", "allowed is Shares that make 100 together")]
    [InlineData("Models:Tiers:premium:Provider", "nobody", "Models:Tiers:premium:Provider is \"nobody\"; allowed is one of Models:Providers")]
    [InlineData("Models:Providers:own:Url", "http://127.0.0.1:11434/v1", "Models:Providers:own is set up, but no tier uses it")]
    [InlineData("Models:Providers:openai:Key", "my secret key", "Models:Providers:openai:Key holds a character that no key has")]
    [InlineData("Models:Budgets:Day", "-1", "Models:Budgets:Day is \"-1\"")]
    public void What_is_wrong_stops_the_start_and_is_named(string setting, string value, string said)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Tiers(new() { [setting] = value }).All);
        Assert.Contains(wrong.Failures, f => f.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(wrong.Failures, f => f.Contains("my secret key", StringComparison.Ordinal));
    }

    [Fact]
    public void Prices_are_exact()
    {
        var price = new ModelPrice(0.15m, 0.60m, 0.075m, 0.15m);
        Assert.Equal(0.000285m, Pico.ToUsd(price.CostOf(new TokenUse(1000, 300) { Cached = 600 })));
        Assert.Equal(0.0000375m, Pico.ToUsd(new ModelPrice(0.0375m, 0, 0, 0).CostOf(new TokenUse(1000, 0))));
        Assert.Equal(1L, new ModelPrice(0.000001m, 0, 0, 0).CostOf(new TokenUse(1, 0)));
    }

    private static ModelTiers Tiers(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Repository.At("appsettings.json")).AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddBusiness();
        return services.BuildServiceProvider().GetRequiredService<ModelTiers>();
    }
}
