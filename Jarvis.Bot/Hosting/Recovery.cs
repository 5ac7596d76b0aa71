using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;

namespace Jarvis.Bot.Hosting;

/// <summary>Once everything listens: takes up what a crash or a stop left undone.</summary>
internal sealed class Recovery(Inbox inbox, ApprovedActions actions, EventStream events) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await actions.RecoverAsync(cancellationToken);
        await inbox.RecoverAsync(cancellationToken);
        events.Wake();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
