using Jarvis.Skills.Business.Crm;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>What becomes of a field when the vendor's record comes in.</summary>
internal enum CrmSide
{
    /// <summary>Nothing is to be done.</summary>
    Same,

    /// <summary>The vendor's is taken over.</summary>
    Theirs,

    /// <summary>Ours stays, and goes to the vendor with the next sync.</summary>
    Ours,

    /// <summary>The owner decides.</summary>
    Ask,
}

/// <summary>A decision on one field.</summary>
/// <param name="Clash">Both were changed, and the rule decided.</param>
internal sealed record CrmField(string Name, string Ours, string Theirs, CrmSide Side, bool Clash);

/// <summary>
/// Three-way comparison, field by field: ours, theirs, and how both were when they were last equal. Who alone changed a field is followed; where both
/// did, the rule that settings name decides.
/// </summary>
internal static class CrmVerdict
{
    /// <param name="ourBase">Our fields at the last sync; a field that is missing there has met for the first time now.</param>
    /// <param name="theirBase">The vendor's fields at the last sync.</param>
    /// <param name="ourChangeAt">When ours was seen to have changed.</param>
    public static IReadOnlyList<CrmField> On(CrmRecord ours, CrmRecord theirs, IReadOnlyDictionary<string, string> ourBase, IReadOnlyDictionary<string, string> theirBase, DateTimeOffset ourChangeAt, CrmConflicts rule)
    {
        // A field that the vendor does not give says nothing.
        return [.. theirs.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Judge(f.Key, ours[f.Key], f.Value))];

        CrmField Judge(string name, string our, string their)
        {
            var side = our == their ? CrmSide.Same
                : !ourBase.TryGetValue(name, out var ourBefore) || !theirBase.TryGetValue(name, out var theirBefore)
                    // What one of them leaves blank is no conflict when they first meet.
                    ? our.Length == 0 ? CrmSide.Theirs : their.Length == 0 ? CrmSide.Ours : CrmSide.Ask
                : (our != ourBefore, their != theirBefore) switch
                {
                    (false, false) => CrmSide.Same,
                    (true, false) => CrmSide.Ours,
                    (false, true) => CrmSide.Theirs,
                    (true, true) => CrmSide.Ask,
                };
            return side == CrmSide.Ask ? new CrmField(name, our, their, Ruled(), Clash: true) : new CrmField(name, our, their, side, Clash: false);
        }

        CrmSide Ruled() => rule switch
        {
            CrmConflicts.Theirs => CrmSide.Theirs,
            CrmConflicts.Ours => CrmSide.Ours,
            CrmConflicts.Newest => theirs.ChangedAt > ourChangeAt ? CrmSide.Theirs : CrmSide.Ours,
            _ => CrmSide.Ask,
        };
    }
}
