using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Bench;

/// <summary>What the owner, Ada, writes to a Jarvis in this process, on a channel that nobody reads.</summary>
internal sealed class OwnersInbox(IServiceProvider services)
{
    public const string Channel = "bench";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private int written;

    public async Task MeetAsync()
    {
        await using var db = Database();
        var owner = new Person { Name = "Ada", Role = Role.Owner, UpTo = ClearanceLevel.ReadOnly };
        db.Add(owner);
        await db.SaveChangesAsync();
        db.Add(new Identity { PersonId = owner.Id, Channel = Channel, ExternalId = "ada", Address = "ada" });
        await db.SaveChangesAsync();
        services.GetRequiredService<PeopleDirectory>().Changed();
    }

    /// <summary>Writes, and waits until it is answered. Returns the message's number.</summary>
    public async Task<long> SayAsync(string text)
    {
        var message = new InboxMessage { Channel = Channel, ExternalId = $"{++written}", Address = "ada", SenderId = "ada", SenderName = "Ada", Text = text, At = TimeProvider.System.GetUtcNow() };
        await services.GetRequiredService<Inbox>().ReceiveAsync(message, CancellationToken.None);
        while (true)
        {
            await using var db = Database();
            if (await db.Set<InboxMessage>().AnyAsync(m => m.Id == message.Id && m.State == InboxState.Answered)) return message.Id;
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private JarvisDb Database() => services.GetRequiredService<IDbContextFactory<JarvisDb>>().CreateDbContext();
}
