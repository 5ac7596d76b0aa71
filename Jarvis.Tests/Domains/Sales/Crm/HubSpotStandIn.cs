using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Tests.Domains.Sales.Crm;

/// <summary>HubSpot's objects in memory, as far as the connector asks for them, with the faults that a test wants. Its requests are held against the vendor's description elsewhere.</summary>
internal sealed class HubSpotStandIn(TimeProvider time) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<(string Type, string Id), JsonObject> all = new();
    private int last = 100;

    /// <summary>Answers in its place, once or as often as it likes; null lets the request pass.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Fault { get; set; } = _ => null;

    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string> Keys { get; } = new();

    public string Put(string type, string? contact, params (string Name, string Value)[] properties)
    {
        var id = (++last).ToString(CultureInfo.InvariantCulture);
        var made = new JsonObject { ["id"] = id, ["archived"] = false, ["createdAt"] = Now(), ["updatedAt"] = Now(), ["properties"] = new JsonObject() };
        if (contact is not null) made["associations"] = new JsonObject { ["contacts"] = new JsonObject { ["results"] = new JsonArray(new JsonObject { ["id"] = contact, ["type"] = "x" }) } };
        all[(type, id)] = made;
        Change(type, id, properties);
        return id;
    }

    public void Change(string type, string id, params (string Name, string Value)[] properties)
    {
        foreach (var (name, value) in properties) all[(type, id)]["properties"]![name] = value;
        all[(type, id)]["updatedAt"] = Now();
    }

    public void Archive(string type, string id) => all[(type, id)]["archived"] = true;

    public JsonObject? Find(string type, string property, string value) => all.Where(o => o.Key.Type == type).Select(o => o.Value).FirstOrDefault(o => (string?)o["properties"]![property] == value);

    public JsonObject Only(string type) => all.Single(o => o.Key.Type == type).Value;

    public int Count(string type) => all.Keys.Count(k => k.Type == type);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Requests.Enqueue($"{request.Method} {path}");
        Keys.Enqueue(request.Headers.Authorization?.Parameter ?? "");
        var answer = Fault(request) ?? Answer(request.Method.Method, path.Split('/')[4..], request.Content is null ? null : await request.Content.ReadFromJsonAsync<JsonObject>(cancellationToken));
        answer.RequestMessage = request;
        return answer;
    }

    private HttpResponseMessage Answer(string method, string[] path, JsonObject? body) => (method, path) switch
    {
        ("POST", [var type, "search"]) => Page(type, false, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)body!["filterGroups"]![0]!["filters"]![0]!["value"]!, CultureInfo.InvariantCulture)), int.Parse((string)body["after"]!, CultureInfo.InvariantCulture), (int)body["limit"]!),
        ("GET", [var type]) => Page(type, true, DateTimeOffset.MinValue, 0, 100),
        ("GET", [var type, var id]) => all.TryGetValue((type, id), out var found) ? Json(found) : new HttpResponseMessage(HttpStatusCode.NotFound),
        ("POST", ["contacts", "batch", "upsert"]) => Json(new JsonObject { ["results"] = new JsonArray(Upsert(body!["inputs"]![0]!.AsObject())) }),
        ("POST", [var type]) => Json(Made(type, body!)),
        ("PATCH", [var type, var id]) when all.ContainsKey((type, id)) => Json(Changed(type, id, body!["properties"]!.AsObject())),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    private HttpResponseMessage Page(string type, bool archived, DateTimeOffset since, int after, int limit)
    {
        var found = all.Where(o => o.Key.Type == type && (bool)o.Value["archived"]! == archived && (archived || At(o.Value) >= since)).Select(o => o.Value).OrderBy(At).ThenBy(o => (string)o["id"]!, StringComparer.Ordinal).ToList();
        var page = new JsonObject { ["total"] = found.Count, ["results"] = new JsonArray([.. found.Skip(after).Take(limit).Select(o => o.DeepClone())]) };
        if (found.Count > after + limit) page["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = (after + limit).ToString(CultureInfo.InvariantCulture) } };
        return Json(page);
    }

    private JsonObject Upsert(JsonObject input)
    {
        var properties = input["properties"]!.AsObject();
        return Find("contacts", "email", (string)input["id"]!) is { } there ? Changed("contacts", (string)there["id"]!, properties) : Made("contacts", new JsonObject { ["properties"] = properties.DeepClone() });
    }

    private JsonObject Made(string type, JsonObject body) =>
        Read(type, Put(type, (string?)body["associations"]?.AsArray().FirstOrDefault()?["to"]?["id"], [.. body["properties"]!.AsObject().Select(p => (p.Key, (string)p.Value!))]));

    private JsonObject Changed(string type, string id, JsonObject properties)
    {
        Change(type, id, [.. properties.Select(p => (p.Key, (string)p.Value!))]);
        return Read(type, id);
    }

    private JsonObject Read(string type, string id) => all[(type, id)].DeepClone().AsObject();

    private string Now() => time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(JsonObject found) => DateTimeOffset.Parse((string)found["updatedAt"]!, CultureInfo.InvariantCulture);

    private static HttpResponseMessage Json(JsonNode body) => new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
}
