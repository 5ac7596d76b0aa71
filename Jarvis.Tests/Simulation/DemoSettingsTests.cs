using Jarvis.Bot.Hosting;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Jarvis.Skills.Simulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Simulation;

public sealed class DemoSettingsTests
{
    [Fact]
    public void A_demo_reaches_nothing_that_the_owner_has_connected()
    {
        var settings = Demo(new()
        {
            ["Channels:Telegram:Token"] = "123:secret",
            ["Telegram:Token"] = "123:secret",
            ["Discord:Token"] = "secret.of.discord",
            ["Channels:Discord:Token"] = "of a channel that is yet to come",
            ["Alerts:Ntfy:Topic"] = "owners-topic",
            ["Alerts:Webhook:Url"] = "https://owner.example",
            ["Alerts:DeadMan:Url"] = "https://hc.example/1",
            ["Models:Key"] = "sk-secret",
            ["Health:Services:0:Name"] = "owners-service",
            ["Health:Services:25:Name"] = "owners-other-service",
            ["Storage:Folder"] = "/var/lib/jarvis",
            ["Storage:Postgres"] = "Host=owner",
        });
        Assert.DoesNotContain(settings.AsEnumerable(), s => s.Value is { } value && (value.Contains("owner", StringComparison.Ordinal) || value.Contains("secret", StringComparison.Ordinal) || value.Contains("hc.example", StringComparison.Ordinal)));
        Assert.Null(settings["Channels:Discord:Token"]);
        Assert.Equal(("data/demo", "demo.db"), (settings["Storage:Folder"], settings["Storage:SqliteFile"]));
    }

    [Fact]
    public void A_demo_behaves_as_the_owner_has_set_and_takes_the_command_line()
    {
        var settings = Demo(new() { ["Governance:Clearance"] = "READ_ONLY", ["Alerts:StormLimit"] = "9", ["Dashboard:Url"] = "http://127.0.0.1:1" }, "--Storage:Folder=/tmp/x", "--Dashboard:Url", "http://127.0.0.1:2");
        Assert.Equal(("READ_ONLY", "9", "/tmp/x", "http://127.0.0.1:2"), (settings["Governance:Clearance"], settings["Alerts:StormLimit"], settings["Storage:Folder"], settings["Dashboard:Url"]));
    }

    [Fact]
    public void The_switch_is_found_wherever_it_stands_and_eats_no_neighbour()
    {
        string[] args = ["--Storage:Folder", "x", "--DEMO", "--Dashboard:Url=http://127.0.0.1:2"];
        Assert.True(DemoSettings.Wanted(ref args));
        Assert.Equal(["--Storage:Folder", "x", "--Dashboard:Url=http://127.0.0.1:2"], args);
        Assert.False(DemoSettings.Wanted(ref args));
    }

    [Fact]
    public void The_services_of_the_demo_are_those_of_the_simulated_world()
    {
        using var services = Services(Demo([]), demo: true).BuildServiceProvider();
        var health = services.GetRequiredService<IOptions<HealthOptions>>().Value;
        Assert.Empty(health.Wrong);
        Assert.Equal(Company.Services.Select(s => (s.Name, s.Kind, s.Container, s.Needs)), health.Services.Select(s => (s.Name, s.Kind, s.Container!, s.Parent)));
        Assert.All(health.Services.Where(s => s.Kind != ServiceKind.Docker), s => Assert.Contains(".example", s.Target, StringComparison.Ordinal));
    }

    [Fact]
    public void A_real_start_registers_nothing_of_the_simulation_and_a_demo_no_way_to_the_outside()
    {
        var real = Services(new ConfigurationManager(), demo: false);
        Assert.DoesNotContain(real, s => IsSimulated(s));

        var demo = Services(Demo([]), demo: true);
        Type[] ports = [typeof(Jarvis.Skills.Domains.SystemHealth.Probes.IServiceProbe), typeof(Jarvis.Skills.Domains.SystemHealth.Containers.IContainerRuntime), typeof(Jarvis.Skills.Domains.SystemHealth.Containers.IContainerControl)];
        Assert.All(ports, port => Assert.True(IsSimulated(Assert.Single(demo, s => s.ServiceType == port))));
    }

    [Theory]
    [InlineData(false, "prompts/business.md")]
    [InlineData(true, "prompts/demo/business.md")]
    public void The_simulated_company_has_its_own_words_about_itself(bool demo, string name)
    {
        using var services = Services(Demo([]), demo).BuildServiceProvider();
        Assert.Equal((name, demo), (services.GetRequiredService<OwnWords>().Name, services.GetRequiredService<OwnWords>().Missing is null));
    }

    private static bool IsSimulated(ServiceDescriptor service) =>
        new[] { service.ServiceType, service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType }
            .Any(t => t?.Namespace == typeof(SimulatedWorld).Namespace || t == typeof(DemoPast));

    private static ConfigurationManager Demo(Dictionary<string, string?> owners, params string[] args)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection(owners);
        settings.UseDemo(args);
        return settings;
    }

    private static ServiceCollection Services(ConfigurationManager settings, bool demo)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(settings).AddLogging();
        services.AddJarvis(settings);
        if (demo) services.AddDemo();
        return services;
    }
}
