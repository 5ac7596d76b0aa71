using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// A receiver of ntfy's publish contract: POST or PUT to /topic with the message as body and Title, Priority, Tags and Actions as
/// headers. It refuses what ntfy refuses, keeps what it accepts, and fails when told to.
/// </summary>
public sealed partial class NtfyReceiver : Counterpart
{
    private static readonly string[] Priorities = ["1", "2", "3", "4", "5", "min", "low", "default", "high", "max", "urgent"];
    private readonly Lock _gate = new();
    private readonly List<NtfyMessage> _messages = [];
    private readonly Queue<int> _faults = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;

    public Uri Url => new(Started(_app).Urls.Single());

    /// <summary>Where set, publishing needs this access token (Authorization: Bearer).</summary>
    public string? AccessToken { get; set; }

    /// <summary>What was accepted so far, oldest first.</summary>
    public IReadOnlyList<NtfyMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The next publications get this HTTP status, such as 500 or 429, and are not kept.</summary>
    public void Fail(int status, int times = 1)
    {
        lock (_gate)
        {
            for (var fault = 0; fault < times; fault++)
            {
                _faults.Enqueue(status);
            }
        }
    }

    /// <summary>Waits until an accepted message fits.</summary>
    public async Task<NtfyMessage> WaitForAsync(Func<NtfyMessage, bool> fits, TimeSpan? timeout = null)
    {
        using var late = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            var news = _news.Task;
            if (Messages.FirstOrDefault(fits) is { } message)
            {
                return message;
            }

            await news.WaitAsync(late.Token);
        }
    }

    protected override async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapMethods("/{topic}", ["POST", "PUT"], PublishAsync);
        await _app.StartAsync();
    }

    protected override async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    // ntfy's numbers of these errors are on its page "Publishing".
    private static (int Status, int Code, string Error)? Refusal(NtfyMessage message) => message switch
    {
        _ when !TopicName().IsMatch(message.Topic) => (400, 40009, "invalid request: topic invalid"),
        _ when !Priorities.Contains(message.Priority, StringComparer.OrdinalIgnoreCase) => (400, 40007, "invalid request: priority invalid"),
        _ when message.Actions.Length > 0 && !ActionList().IsMatch(message.Actions) => (400, 40018, "invalid request: actions invalid"),
        _ => null,
    };

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex TopicName();

    // One to three of "kind, label, target[, option=value]", or the same as JSON.
    [GeneratedRegex(@"^\[.*\]$|^\s*(?:view|broadcast|http|copy)\s*,[^;,]+(?:,[^;]*)?(?:;\s*(?:view|broadcast|http|copy)\s*,[^;,]+(?:,[^;]*)?){0,2};?\s*$", RegexOptions.None, 1000)]
    private static partial Regex ActionList();

    private async Task<IResult> PublishAsync(string topic, HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        var message = new NtfyMessage(
            topic,
            await body.ReadToEndAsync(request.HttpContext.RequestAborted),
            Header("Title", ""),
            Header("Priority", "default"),
            Header("Tags", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Header("Actions", ""),
            Header("Click", ""));
        TaskCompletionSource news;
        int number;
        lock (_gate)
        {
            if (_faults.TryDequeue(out var status))
            {
                return Error(status, status * 100, "told to fail");
            }

            if (AccessToken is not null && !string.Equals(request.Headers.Authorization, $"Bearer {AccessToken}", StringComparison.Ordinal))
            {
                return Error(401, 40101, "unauthorized");
            }

            if (Refusal(message) is { } refusal)
            {
                return Error(refusal.Status, refusal.Code, refusal.Error);
            }

            _messages.Add(message);
            number = _messages.Count;
            (news, _news) = (_news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
        return Results.Json(new { id = number.ToString("D12", CultureInfo.InvariantCulture), @event = "message", topic, message = message.Text });

        string Header(string name, string otherwise) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : otherwise;
        static IResult Error(int status, int code, string error) => Results.Json(new { code, http = status, error }, statusCode: status);
    }
}

/// <summary>A publication as the phone would get it; headers that were not sent are empty, the priority then "default".</summary>
public sealed record NtfyMessage(string Topic, string Text, string Title, string Priority, IReadOnlyList<string> Tags, string Actions, string Click);
