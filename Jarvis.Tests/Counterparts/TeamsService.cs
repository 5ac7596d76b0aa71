using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Microsoft's side of a bot on loopback: sign-in, published keys, the Connector, somebody's OneDrive. What Microsoft's own client
/// and judges say of the bot is for other tests; this one can fail at will, and tells whom it was called by.
/// </summary>
public sealed class TeamsService : IAsyncDisposable
{
    public const string AppId = "11111111-2222-3333-4444-555555555555", Tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", Secret = "the-client-secret-of-a-test";
    public const string Issuer = "https://api.botframework.com", Bot = "28:" + AppId;

    private readonly RSA rsa = RSA.Create(2048);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentDictionary<string, byte[]> drive = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(int Status, int RetryAfter)> faults = new();
    private readonly Lock gate = new();
    private readonly List<TeamsMessageSeen> messages = [];
    private readonly int port = Counterpart.FreePort();
    private WebApplication? app;
    private int ids;

    public string Url => $"http://127.0.0.1:{port}";

    public string ServiceUrl => $"{Url}/emea/";

    /// <summary>What the published key is good for.</summary>
    public IReadOnlyList<string> Endorsements { get; set; } = ["msteams", "skype"];

    /// <summary>True: no call gets through.</summary>
    public bool Broken { get; set; }

    /// <summary>How often somebody signed in, and what the last one gave.</summary>
    public ConcurrentQueue<IFormCollection> SignIns { get; } = new();

    /// <summary>Every body that the Connector was sent, in order.</summary>
    public ConcurrentQueue<JsonNode> Sent { get; } = new();

    /// <summary>What happens when a file is offered: the message's id and what it holds.</summary>
    public Action<string, JsonNode>? Offered { get; set; }

    public Dictionary<string, string?> Settings => new()
    {
        ["Teams:AppId"] = AppId, ["Teams:TenantId"] = Tenant, ["Teams:ClientSecret"] = Secret, ["Teams:ServiceHosts:0"] = "127.0.0.1", ["Teams:FileHosts:0"] = "127.0.0.1",
        ["Teams:OpenIdMetadata"] = $"{Url}/v1/.well-known/openidconfiguration", ["Teams:LoginUrl"] = Url,
    };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (Broken) context.Abort();
            else await next();
        });
        app.MapGet("/v1/.well-known/openidconfiguration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Url}/v1/keys", id_token_signing_alg_values_supported = new[] { "RS256" } }));
        app.MapGet("/v1/keys", Keys);
        app.MapPost($"/{Tenant}/oauth2/v2.0/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            SignIns.Enqueue(form);
            return form["client_secret"] == Secret ? Results.Json(new { token_type = "Bearer", expires_in = 3599, access_token = $"access-{SignIns.Count}" }) : Results.Json(new { error = "invalid_client" }, statusCode: 401);
        });
        app.MapPost("/emea/v3/conversations/{conversation}/activities", async (string conversation, HttpRequest request) => await TakeAsync(request, conversation, null));
        app.MapPut("/emea/v3/conversations/{conversation}/activities/{id}", async (string conversation, string id, HttpRequest request) => await TakeAsync(request, conversation, id));
        app.MapPut("/drive/{name}", async (string name, HttpRequest request) =>
        {
            using var content = new MemoryStream();
            await request.Body.CopyToAsync(content);
            drive[name] = content.ToArray();
            return Results.StatusCode(201);
        });
        app.MapGet("/drive/{name}", (string name) => drive.TryGetValue(name, out var file) ? Results.Bytes(file) : Results.NotFound());
        await app.StartAsync();
    }

    /// <summary>The next call of the Connector is refused.</summary>
    public void Fail(int status, TimeSpan? retryAfter = null) => faults.Enqueue((status, (int)(retryAfter?.TotalSeconds ?? 0)));

    /// <summary>A conversation's messages, oldest first, as edits have left them.</summary>
    public IReadOnlyList<TeamsMessageSeen> Messages(string conversation)
    {
        lock (gate) return [.. messages.Where(m => m.Conversation == conversation)];
    }

    /// <summary>A person sees another content in place of a message.</summary>
    public void Show(string conversation, string id, JsonNode activity)
    {
        lock (gate)
        {
            var at = messages.FindIndex(m => m.Conversation == conversation && m.Id == id);
            messages[at] = messages[at] with { Activity = activity, Edits = messages[at].Edits + 1 };
        }
    }

    public void Put(string name, byte[] content) => drive[name] = content;

    public byte[]? File(string name) => drive.GetValueOrDefault(name);

    /// <summary>A token such as Teams' calls carry.</summary>
    public string Token(DateTimeOffset now, string issuer = Issuer, string audience = AppId, string? serviceUrl = null, TimeSpan? age = null, RSA? key = null)
    {
        var from = now - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, NotBefore = from.UtcDateTime, Expires = from.AddHours(1).UtcDateTime,
            Claims = new Dictionary<string, object> { ["serviceurl"] = serviceUrl ?? ServiceUrl },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? rsa) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Brings the bot an activity.</summary>
    public async Task<HttpResponseMessage> BringAsync(string bot, JsonObject activity, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{bot}/api/messages") { Content = new StringContent(activity.ToJsonString(), new MediaTypeHeaderValue("application/json")) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        http.Dispose();
        rsa.Dispose();
    }

    private IResult Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "key-1", n = key.N, e = key.E, endorsements = Endorsements } } });
    }

    private async Task<IResult> TakeAsync(HttpRequest request, string conversation, string? edit)
    {
        if (faults.TryDequeue(out var fault))
        {
            if (fault.RetryAfter > 0) request.HttpContext.Response.Headers.RetryAfter = $"{fault.RetryAfter}";
            return Results.Json(new { error = new { code = "Fault", message = "as the test asked" } }, statusCode: fault.Status);
        }
        if (request.Headers.Authorization.ToString() is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', ..]) return Results.StatusCode(401);
        var activity = (await request.ReadFromJsonAsync<JsonNode>())!;
        Sent.Enqueue(activity.DeepClone());
        if ((string?)activity["type"] == "typing") return Results.Json(new { });
        if (edit is not null)
        {
            lock (gate)
                if (!messages.Any(m => m.Conversation == conversation && m.Id == edit)) return Results.Json(new { error = new { code = "ActivityNotFound" } }, statusCode: 404);
            Show(conversation, edit, activity);
            return Results.Json(new { id = edit });
        }
        var id = $"{1_795_000_000_000 + Interlocked.Increment(ref ids)}";
        lock (gate) messages.Add(new TeamsMessageSeen(conversation, id, activity, 0));
        if (((string?)activity["attachments"]?[0]?["contentType"])?.EndsWith("card.file.consent", StringComparison.Ordinal) == true) Offered?.Invoke(id, activity);
        return Results.Json(new { id }, statusCode: 201);
    }
}

/// <summary>A message that the Connector was given, as it is now.</summary>
public sealed record TeamsMessageSeen(string Conversation, string Id, JsonNode Activity, int Edits)
{
    /// <summary>The card on it, where there is one.</summary>
    public JsonNode? Card => Activity["attachments"]?.AsArray().FirstOrDefault(a => (string?)a?["contentType"] == "application/vnd.microsoft.card.adaptive")?["content"];
}
