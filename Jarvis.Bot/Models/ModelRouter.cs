using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Jarvis.Bot.Models;

/// <summary>
/// All models as one: each request goes to the cheapest that is good enough, within the budgets, and to the next when one fails. Every
/// attempt is in the ledger. Functions are called by whoever wraps it, so an attempt that fails has called none.
/// </summary>
internal sealed partial class ModelRouter : IChatClient
{
    private readonly ModelClients clients;
    private readonly ModelChoice choice;
    private readonly ModelLedger ledger;
    private readonly NeedEstimator needs;
    private readonly PromptCache cache;
    private readonly ProviderHealth health;
    private readonly ModelsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ModelRouter> log;
    private readonly ResiliencePipeline patience;

    public ModelRouter(ModelClients clients, ModelChoice choice, ModelLedger ledger, NeedEstimator needs, PromptCache cache, ProviderHealth health, IOptions<ModelsOptions> options, TimeProvider time, ILogger<ModelRouter> log)
    {
        (this.clients, this.choice, this.ledger, this.needs, this.cache, this.health, this.options, this.time, this.log) = (clients, choice, ledger, needs, cache, health, options.Value, time, log);
        patience = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Value.Failure.Timeout }).Build();
    }

    /// <summary>Asks a client, telling the attempt what is heard.</summary>
    private delegate Task Ask(IChatClient client, RouterJob job, IReadOnlyList<ChatMessage> messages, ChatOptions options, Attempt attempt, CancellationToken cancel);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse? answer = null;
        await RouteAsync(JobOf(messages, options, streamed: false), async (client, _, sent, own, attempt, cancel) =>
        {
            answer = await patience.ExecuteAsync(async token => await client.GetResponseAsync(sent, own, token), cancel);
            attempt.Heard(answer);
            LogAnswer(answer.Text);
        }, cancellationToken);
        return answer!;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ChatResponseUpdate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var stream = new StreamWriter(channel.Writer, patience);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var routing = WriteAsync();
        try
        {
            await foreach (var update in channel.Reader.ReadAllAsync(cancellationToken)) yield return update;
            await routing;
        }
        finally
        {
            // Whoever no longer reads no longer pays.
            await gone.CancelAsync();
            await routing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WriteAsync()
        {
            try
            {
                await RouteAsync(JobOf(messages, options, streamed: true), stream.AskAsync, gone.Token);
                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                channel.Writer.Complete(e);
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    private RouterJob JobOf(IEnumerable<ChatMessage> messages, ChatOptions? given, bool streamed)
    {
        var own = given?.Clone() ?? new ChatOptions();
        own.Tools = own.Tools is null ? null : [.. own.Tools.Select(BriefFunctions.Of)];
        var request = ModelRequest.Of(own) ?? new ModelRequest { Purpose = "unknown", Cause = $"unknown:{Guid.NewGuid():n}", Background = true };
        // What was taken back in an earlier round of this turn is no part of the conversation.
        var kept = messages.Where(m => m.MessageId is not { } id || !request.IsVoid(id)).ToList();
        var size = PromptSize.Of(kept, own);
        LogPrompt(kept);
        return new RouterJob(request, kept, own, size, needs.Estimate(kept, size, request), streamed);
    }

    private async Task RouteAsync(RouterJob job, Ask ask, CancellationToken cancel)
    {
        using var activity = ModelTelemetry.Activities.StartActivity($"route {job.Request.Purpose}");
        activity?.SetTag("jarvis.purpose", job.Request.Purpose).SetTag("jarvis.domain", job.Request.Domain).SetTag("jarvis.need", job.Need);
        BudgetRefusal? refused = null;
        string? mend = null;
        var ranked = await choice.RankAsync(job, cancel);
        foreach (var (tier, why) in ranked)
        {
            job.LastResort = tier == ranked[^1].Tier;
            if (health.HasWrongKey(tier.Provider))
            {
                Skip(job, tier, ModelOutcome.NotAllowed, "left alone, as it does not accept its key");
                continue;
            }
            try
            {
                var chosenFor = job.Attempts.Count > 0 ? $"after {job.Attempts[^1].Provider}: {job.Attempts[^1].What}" : why;
                await health.For(tier.Provider).ExecuteAsync(async token => await TryAsync(job, tier, chosenFor, ask, token), cancel);
                activity?.SetTag("gen_ai.response.model", tier.Model);
                return;
            }
            catch (NoRoomException e)
            {
                if (refused is null || e.Refusal.EstimateUsd < refused.EstimateUsd) refused = e.Refusal;
                Skip(job, tier, ModelOutcome.Rejected, $"no room in {e.Refusal.Budget}");
            }
            catch (BrokenCircuitException)
            {
                Skip(job, tier, ModelOutcome.Unavailable, "left alone for a while after it failed repeatedly");
            }
            catch (AttemptFailedException e)
            {
                if (e.Failure.Outcome != ModelOutcome.NotAllowed) continue;
                mend = health.KeyIsWrong(tier.Provider);
                job.Request.Report.Note(mend);
                WrongSetting(mend);
            }
        }
        activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
        var failed = job.Attempts.Any(a => a.Took > TimeSpan.Zero);
        if (refused is not null && !failed) throw new BudgetExhaustedException(refused.Budget, refused.EstimateUsd, !job.Request.Background, refused.Until);
        throw new ModelsFailedException(job.Attempts, mend);
    }

    /// <summary>One attempt: sets its most aside, asks, and writes down what it took, however it ends.</summary>
    private async Task TryAsync(RouterJob job, ModelTier tier, string chosenFor, Ask ask, CancellationToken cancel)
    {
        var call = await ledger.ReserveAsync(job, tier, chosenFor, cancel);
        var attempt = new Attempt(job.Size.Total, time);
        ModelFailure? failure = null;
        try
        {
            await ask(clients.For(tier), job, await cache.MarkAsync(job, tier, cancel), job.OptionsFor(tier), attempt, cancel);
            failure = ModelFailure.Of(attempt.Finish);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await EndAsync(job, call, tier, attempt, ModelOutcome.Cancelled, "no longer wanted");
            throw;
        }
        catch (Exception e)
        {
            failure = ModelFailure.Of(e, attempt.TextCame);
        }
        await EndAsync(job, call, tier, attempt, failure?.Outcome ?? ModelOutcome.Answered, failure?.What ?? "answered");
        if (failure is null) return;
        if (failure.Outcome == ModelOutcome.RateLimited && !job.LastResort) failure = failure with { MayPass = false };
        AttemptFailed(tier.Provider, tier.Model, failure.What, job.Request.Purpose);
        throw new AttemptFailedException(failure);
    }

    private async Task EndAsync(RouterJob job, ModelCall call, ModelTier tier, Attempt attempt, ModelOutcome outcome, string what)
    {
        // Who refuses at the door, or cannot be reached, has read nothing.
        var nothing = !attempt.Reported && !attempt.TextCame && outcome is ModelOutcome.RateLimited or ModelOutcome.NotAllowed or ModelOutcome.Rejected or ModelOutcome.TooLong or ModelOutcome.Unavailable or ModelOutcome.Refused;
        await ledger.SettleAsync(call, tier, outcome, nothing ? default : attempt.Use, !nothing && !attempt.Reported, attempt.Took, job.Streamed ? attempt.First : null);
        ModelTelemetry.Spent(call);
        Record(job, new ModelAttempt(tier.Provider, tier.Model, outcome, what, call.CostUsd, TimeSpan.FromTicks(Math.Max(1, attempt.Took.Ticks))));
    }

    private static void Skip(RouterJob job, ModelTier tier, ModelOutcome outcome, string what) => Record(job, new ModelAttempt(tier.Provider, tier.Model, outcome, what, 0, TimeSpan.Zero));

    private static void Record(RouterJob job, ModelAttempt attempt)
    {
        job.Attempts.Add(attempt);
        job.Request.Report.Add(attempt);
    }

    private void LogPrompt(List<ChatMessage> messages)
    {
        if (!options.LogText) return;
        foreach (var message in messages) Text(message.Role.Value, TextMask.Of(message.Text));
    }

    private void LogAnswer(string text)
    {
        if (options.LogText) Text("answer", TextMask.Of(text));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} ({Model}) {What} (purpose {Purpose}).")]
    private partial void AttemptFailed(string provider, string model, string what, string purpose);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}")]
    private partial void WrongSetting(string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Role}: {Said}")]
    private partial void Text(string role, string said);
}
