using System.Text;
using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Drafting;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>Drafts by a language model, where one is set up. It is offered no functions: it can write, and nothing else.</summary>
internal sealed partial class ModelDrafts(IEnumerable<IChatClient> clients, Prompts prompts, TimeProvider time, ILogger<ModelDrafts> log) : IDrafts
{
    public string? Missing => clients.Any() ? null : "No language model is set up: set a provider's key, such as Models__Providers__gemini__Key (see Models in appsettings.json).";

    public async Task<string> WriteAsync(DraftOrder order, CancellationToken cancel)
    {
        if (Missing is { } missing) throw new NoDraftException(missing);
        var prompt = prompts.Get(order.Prompt);
        var options = new ChatOptions { MaxOutputTokens = prompt.MaxTokens }.For(new ModelRequest
        {
            Purpose = prompt.Purpose, Cause = order.Cause, Domain = order.Domain, Function = prompt.Name, Floor = prompt.Quality, Background = order.Background,
        });
        using var deadline = new CancellationTokenSource(order.Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            // Waited for beside the call: not every client gives up when it is told to.
            var answer = await clients.First().GetResponseAsync([new ChatMessage(ChatRole.System, prompt.Text), new ChatMessage(ChatRole.User, Told(order.Parts))], options, either.Token).WaitAsync(either.Token);
            if (answer.FinishReason == ChatFinishReason.Length) throw new NoDraftException("The model wrote more than fits, and broke off.");
            return OutsideText.Clean(answer.Text.Trim()) is { Length: > 0 } text ? text : throw new NoDraftException("The model wrote nothing.");
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new NoDraftException($"The model took longer than {order.Within.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is BudgetExhaustedException or ModelsFailedException)
        {
            throw new NoDraftException(e.Message, e);
        }
        catch (Exception e) when (e is not (NoDraftException or OperationCanceledException))
        {
            NotWritten(e, order.Prompt);
            throw new NoDraftException($"The model failed ({e.GetType().Name}).", e);
        }
    }

    private static string Told(IReadOnlyList<DraftPart> parts)
    {
        var outside = new OutsideText();
        var told = new StringBuilder();
        foreach (var part in parts) told.Append(part.Title).Append(":\n").Append(part.Outside ? outside.Mark(part.Text) : OutsideText.Clean(part.Text)).Append("\n\n");
        return told.ToString().TrimEnd();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing was drafted by {Prompt}.")]
    private partial void NotWritten(Exception error, string prompt);
}
