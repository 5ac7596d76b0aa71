using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Who called, as their token proves it.</summary>
/// <param name="ServiceUrl">The service that the token was made for; null for the emulator's, which names none.</param>
/// <param name="Endorsements">The channels that the signing key is good for.</param>
internal sealed record TeamsCaller(string? ServiceUrl, IReadOnlyList<string> Endorsements)
{
    /// <summary>
    /// A token is good for one service, and its key for some channels: else whoever runs another channel could speak as Teams,
    /// and have Jarvis's answers sent elsewhere.
    /// </summary>
    public bool MayBring(Activity activity) =>
        ServiceUrl is null || (string.Equals(ServiceUrl.TrimEnd('/'), activity.ServiceUrl?.TrimEnd('/'), StringComparison.Ordinal)
            && activity.ChannelId is { } channel && Endorsements.Contains(channel, StringComparer.Ordinal));
}

/// <summary>
/// Checks the tokens of calls as the Bot Framework's documentation asks ("Authenticate requests from the Bot Connector service
/// to your bot"): issuer, audience, validity with five minutes of skew, and a signature by a published key.
/// </summary>
internal sealed class TeamsTokenCheck(IOptions<TeamsOptions> options, TimeProvider time)
{
    private const string EmulatorMetadata = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // The Bot Framework Emulator signs in to one of Microsoft's own tenants.
    private static readonly string[] EmulatorIssuers =
    [
        .. new[] { "d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a" }
            .SelectMany(tenant => new[] { $"https://sts.windows.net/{tenant}/", $"https://login.microsoftonline.com/{tenant}/v2.0" }),
    ];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> teams = Published(options.Value.OpenIdMetadata);
    private readonly Lazy<ConfigurationManager<OpenIdConnectConfiguration>> emulator = new(() => Published(EmulatorMetadata));

    /// <summary>Null when the token proves nothing. Throws <see cref="IOException"/> when the keys cannot be had, so that nobody knows.</summary>
    public async Task<TeamsCaller?> CheckAsync(string token, CancellationToken cancel)
    {
        if (Read(token) is not { } claimed) return null;
        var isEmulator = options.Value.Development && EmulatorIssuers.Contains(claimed.Issuer, StringComparer.Ordinal);
        var published = isEmulator ? emulator.Value : teams;
        string[] issuers = isEmulator ? EmulatorIssuers : [options.Value.TokenIssuer];

        var keys = await KeysAsync(published, cancel);
        if (keys.JsonWebKeySet?.Keys.Any(k => k.Kid == claimed.Kid) is not true)
        {
            // Keys are changed now and then. The manager asks again at most every five minutes, whoever makes it.
            published.RequestRefresh();
            keys = await KeysAsync(published, cancel);
        }
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuers = issuers,
            ValidAudience = options.Value.AppId,
            IssuerSigningKeys = keys.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            LifetimeValidator = IsInTime,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken proven) return null;
        if (isEmulator) return Claim(proven, "appid") == options.Value.AppId || Claim(proven, "azp") == options.Value.AppId ? new TeamsCaller(null, []) : null;
        return Claim(proven, "serviceurl") is { Length: > 0 } service
            ? new TeamsCaller(service, Endorsements(keys.JsonWebKeySet?.Keys.FirstOrDefault(k => k.Kid == proven.Kid)))
            : null;
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return handler.CanReadToken(token) ? handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            // It has the shape of a token, and is none.
            return null;
        }
    }

    private bool IsInTime(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Skew && (from is not { } start || now >= start - Skew);
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetClaim(name, out var claim) ? claim.Value : null;

    private static string[] Endorsements(JsonWebKey? key) =>
        key is not null && key.AdditionalData.TryGetValue("endorsements", out var given)
        && JsonSerializer.SerializeToElement(given) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    private static async Task<OpenIdConnectConfiguration> KeysAsync(ConfigurationManager<OpenIdConnectConfiguration> published, CancellationToken cancel)
    {
        try
        {
            return await published.GetConfigurationAsync(cancel);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new IOException("The keys that calls from Teams are signed with cannot be fetched.", e);
        }
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> Published(string metadata) =>
        new(metadata, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = metadata.StartsWith("https:", StringComparison.OrdinalIgnoreCase) });
}
