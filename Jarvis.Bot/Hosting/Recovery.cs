using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;

namespace Jarvis.Bot.Hosting;

/// <summary>
/// Takes up what a crash or a stop left undone. When everything runs but the channels: what came before the stop is worked on
/// before what comes now.
/// </summary>
internal sealed class Recovery(Inbox inbox, ApprovedActions actions, EventStream events) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await actions.RecoverAsync(cancellationToken);
        await inbox.RecoverAsync(cancellationToken);
        events.Wake();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
