using Jarvis.Bot.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Jarvis.Tests.Dashboard;

public sealed class SettingsInForceTests
{
    [Theory]
    [InlineData("Storage:Postgres", "Host=db;Username=jarvis;Password=hunter2")]
    [InlineData("Telegram:Token", "123456:AAF")]
    [InlineData("Dashboard:Password", "123456")]
    [InlineData("Models:OpenAI:ApiKey", "sk-x")]
    [InlineData("Services:0:Url", "http://user:pass@10.0.0.1/health")]
    [InlineData("Services:0:Url", "https://example.com/health?key=1")]
    [InlineData("Services:0:Target", "Host=db;Pwd=x")]
    [InlineData("Alerts:Webhook:Url", "https://hooks.example.com/x")]
    [InlineData("Alerts:Ntfy:Topic", "my-topic")]
    [InlineData("Alerts:DeadMan:Url", "https://hc.example.com/0f0e6a52-77f3-4d0a-9d56-b5e1a4a5d1aa")]
    [InlineData("Anything:Else", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9")]
    public void What_may_be_a_secret_is_not_shown(string name, string value)
    {
        var shown = SettingsInForce.Of(name, value, "environment");
        Assert.True(shown.Hidden);
        Assert.Equal("", shown.Value);
    }

    [Theory]
    [InlineData("Governance:Clearance", "MODIFY_SAFE")]
    [InlineData("Dashboard:Url", "http://127.0.0.1:5080")]
    [InlineData("Business:TimeZone", "Europe/Berlin")]
    [InlineData("Autonomy:AnalysisInterval", "00:05:00")]
    [InlineData("Models:MaxTokens", "4000")]
    [InlineData("Telegram:Webhook", "false")]
    [InlineData("Services:0:Url", "https://example.com/health")]
    public void What_cannot_be_a_secret_is_shown(string name, string value) =>
        Assert.Equal((value, false), (SettingsInForce.Of(name, value, "x").Value, SettingsInForce.Of(name, value, "x").Hidden));

    [Fact]
    public void Only_sections_of_Jarvis_are_listed_with_where_each_value_comes_from()
    {
        using var store = new TestStore();
        var file = Path.Combine(store.Folder, "appsettings.json");
        File.WriteAllText(file, """{ "Business": { "Name": "A", "Currency": "EUR" } }""");
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(file)
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Business:Name"] = "B", ["HOME"] = "/home/somebody" }).Build();
        var settings = new SettingsInForce(configuration).Read().SelectMany(s => s).ToList();
        Assert.Equal(["Business:Currency", "Business:Name"], settings.Select(s => s.Name));
        Assert.Equal(("appsettings.json", "B"), (settings[0].From, settings[1].Value));
    }
}
