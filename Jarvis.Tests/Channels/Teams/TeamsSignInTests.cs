using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Teams;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Channels.Teams;

/// <summary>Jarvis's own token, by OAuth 2.0 from a real issuer; and what is said when it cannot be had.</summary>
public sealed class TeamsSignInTests(TeamsIssuer issuer) : IClassFixture<TeamsIssuer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_its_end()
    {
        await issuer.SignInsAsync(refused: false, seconds: 3600);
        await using var jarvis = await StartAsync();
        var teams = jarvis.Get<TeamsConnection>();
        var first = await teams.TokenAsync(Stop);
        var before = (await issuer.SignedInAsync()).Count;
        var given = (await issuer.SignedInAsync())[^1]!;
        Assert.Equal(("client_credentials", TeamsService.AppId, TeamsService.Secret, "https://api.botframework.com/.default"), ((string?)given["grant_type"], (string?)given["client_id"], (string?)given["client_secret"], (string?)given["scope"]));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => teams.TokenAsync(Stop)));
        Assert.Equal(before, (await issuer.SignedInAsync()).Count);
        jarvis.Clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(first, await teams.TokenAsync(Stop));
        jarvis.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => teams.TokenAsync(Stop)));
        Assert.Equal(before + 1, (await issuer.SignedInAsync()).Count);
    }

    [Fact]
    public async Task A_secret_that_Microsoft_refuses_is_said_and_not_repeated()
    {
        await issuer.SignInsAsync(refused: true);
        try
        {
            await using var jarvis = await StartAsync();
            var refused = await Assert.ThrowsAsync<DeliveryException>(() => jarvis.Get<TeamsConnection>().TokenAsync(Stop));
            Assert.Equal(TeamsConnection.Refused, refused.Message);
            await jarvis.UntilAsync(() => Task.FromResult(jarvis.Get<ChannelStates>().All["teams"] is { Health: ChannelHealth.Down, Note: TeamsConnection.Refused }), () => Task.FromResult("It is not said."));
            Assert.DoesNotContain(TeamsService.Secret, refused.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await issuer.SignInsAsync(refused: false);
        }
    }

    [Fact]
    public async Task Without_settings_it_says_what_to_write_where_and_calls_nobody()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.UntilAsync(() => Task.FromResult(jarvis.Get<ChannelStates>().All.ContainsKey("teams")), () => Task.FromResult("No state."));
        var state = jarvis.Get<ChannelStates>().All["teams"];
        Assert.Equal(ChannelHealth.NotConfigured, state.Health);
        Assert.Contains("Teams:AppId in appsettings.json", state.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AppId", "jarvis", "Teams:AppId is \"jarvis\"; allowed is an application id")]
    [InlineData("TenantId", "contoso", "Teams:TenantId is \"contoso\"; allowed is a directory id")]
    [InlineData("ClientSecret", "", "Teams:ClientSecret is empty while Teams:AppId is set")]
    [InlineData("ServiceHosts:0", "https://smba.trafficmanager.net/", "Teams:ServiceHosts has \"https://smba.trafficmanager.net/\"; allowed are host names")]
    [InlineData("FileHosts:0", "com", "Teams:FileHosts has \"com\"; allowed are host names")]
    [InlineData("LoginUrl", "http://login.example", "Teams:LoginUrl is \"http://login.example\"; allowed is an https address.")]
    [InlineData("MaxFileMegabytes", "0", "Teams:MaxFileMegabytes is \"0\"; allowed is 1 to 100.")]
    public void A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string setting, string value, string message)
    {
        var options = new TeamsOptions { AppId = TeamsService.AppId, ClientSecret = TeamsService.Secret, ServiceHosts = ["smba.trafficmanager.net"], FileHosts = ["sharepoint.com"] };
        switch (setting)
        {
            case "AppId": options.AppId = value; break;
            case "TenantId": options.TenantId = value; break;
            case "ClientSecret": options.ClientSecret = value; break;
            case "ServiceHosts:0": options.ServiceHosts = [value]; break;
            case "FileHosts:0": options.FileHosts = [value]; break;
            case "LoginUrl": options.LoginUrl = value; break;
            default: options.MaxFileMegabytes = int.Parse(value); break;
        }
        var wrong = new TeamsOptionsCheck().Validate(null, options);
        Assert.StartsWith(message, Assert.Single(wrong.Failures!), StringComparison.Ordinal);
    }

    private Task<TestJarvis> StartAsync() => TestJarvis.StartAsync(new Dictionary<string, string?>
    {
        ["Teams:AppId"] = TeamsService.AppId, ["Teams:TenantId"] = TeamsService.Tenant, ["Teams:ClientSecret"] = TeamsService.Secret, ["Teams:LoginUrl"] = issuer.Login,
    });
}
