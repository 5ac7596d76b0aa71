using System.Collections.Concurrent;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business;

/// <summary>What happened of one kind in a time: how often, and what it came to in the business's currency.</summary>
public sealed record EventCount(int Count, Money Amount);

/// <summary>Counts the business's events.</summary>
public sealed class EventDays(IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, TimeProvider time)
{
    /// <summary>An event may be told late; after this a day's count is kept in memory.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<(string Type, DateTimeOffset From), EventCount> over = new();

    /// <summary>What the business speaks of when it speaks of its day, in this order.</summary>
    public static IReadOnlyList<(string Type, string One, string Many)> Kinds { get; } =
        [("order.placed", "order", "orders"), ("lead.arrived", "lead", "leads"), ("ticket.opened", "ticket", "tickets")];

    /// <summary>From (inclusive) to (exclusive).</summary>
    public async Task<EventCount> CountAsync(string type, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var currency = business.Value.Currency;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var events = db.Set<BusinessEvent>().Where(e => e.Type == type && e.At >= from && e.At < to);
        var count = await events.CountAsync(cancel);
        var minor = count == 0 ? 0 : await events.Where(e => e.Currency == currency).SumAsync(e => e.AmountMinor ?? 0, cancel);
        return new EventCount(count, new Money(minor, currency));
    }

    /// <summary>The owner's last days up to now, oldest first; the last one is today so far.</summary>
    public async Task<IReadOnlyList<EventCount>> LatestAsync(string type, int days, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var found = new List<EventCount>(days);
        for (var back = days - 1; back >= 0; back--)
        {
            var (from, to) = (Midnight(now, back), Midnight(now, back - 1));
            if (!over.TryGetValue((type, from), out var count)) count = await CountAsync(type, from, to, cancel);
            if (now > to + Settled) over[(type, from)] = count;
            found.Add(count);
        }
        return found;
    }

    private DateTimeOffset Midnight(DateTimeOffset now, int daysBack)
    {
        var day = business.Value.Local(now).Date.AddDays(-daysBack);
        return new DateTimeOffset(day, business.Value.Zone.GetUtcOffset(day)).ToUniversalTime();
    }
}
