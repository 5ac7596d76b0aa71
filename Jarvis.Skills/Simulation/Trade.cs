using Jarvis.Skills.Business;

namespace Jarvis.Skills.Simulation;

/// <summary>One kind of event, as it comes: how often, and what it says.</summary>
/// <param name="First">After the start: somebody is watching.</param>
/// <param name="Between">Mean time between two at a usual load.</param>
internal sealed record Trade(string Type, TimeSpan First, TimeSpan Between)
{
    public static readonly IReadOnlyList<Trade> All =
    [
        new("order.placed", TimeSpan.FromSeconds(14), TimeSpan.FromMinutes(2.5)),
        new("lead.arrived", TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(11)),
        new("ticket.opened", TimeSpan.FromSeconds(27), TimeSpan.FromMinutes(8)),
    ];

    /// <summary>The times at which it happens, from an instant on: a Poisson process that follows the day's load.</summary>
    /// <param name="seed">The same seed gives the same times.</param>
    public IEnumerable<DateTimeOffset> Times(DateTimeOffset from, int seed)
    {
        var random = new Random(seed ^ Type.Length);
        for (var at = from; ; at += Between * (-Math.Log(1 - random.NextDouble()) / (Figures.Load(at) / 0.65))) yield return at;
    }

    /// <summary>The event at an instant: always the same for a seed.</summary>
    public BusinessEvent At(DateTimeOffset at, int seed, string currency)
    {
        var number = (at.ToUnixTimeSeconds() - 1_700_000_000) / 10;
        // First and last names are drawn apart, so that hardly anybody comes twice.
        var person = $"{Pick(Public.People, "first").Split(' ')[0]} {Pick(Public.People, "person").Split(' ')[^1]}";
        var key = $"simulation:{Type}:{at.UtcTicks}";
        if (Type == "order.placed")
        {
            var (product, price) = Pick(Public.Products, "product");
            var copies = Noise.Uniform(seed, "copies", at.UtcTicks) < 0.9 ? 1 : 2;
            var amount = Money.Of(copies * price, currency);
            return new BusinessEvent { Type = Type, Key = key, At = at, Subject = $"order {number}", Text = $"{copies} × {product}", AmountMinor = amount.Minor, Currency = currency };
        }
        var text = Pick(Type == "lead.arrived" ? Public.Leads : Public.Tickets, "text");
        return new BusinessEvent { Type = Type, Key = key, At = at, Subject = person, Text = text, Untrusted = true };

        T Pick<T>(IReadOnlyList<T> from, string about) => from[(int)(from.Count * Noise.Uniform(seed, Type + about, at.UtcTicks))];
    }
}
