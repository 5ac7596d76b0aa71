using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Writes the people of a file into the store, and takes them out again.</summary>
internal interface ILeadImports : IEffect
{
    /// <summary>Safe to repeat: with the same action it goes on where it stopped.</summary>
    Task<LeadImport> ImportAsync(Guid action, string by, LeadFile file, CancellationToken cancel);

    /// <summary>Removes the leads of an import that nobody has touched since, and the contacts that it made for them.</summary>
    Task<UndoneImport> UndoAsync(int import, CancellationToken cancel);
}

/// <summary>What an undo took out, and what it left because something had happened to it.</summary>
internal sealed record UndoneImport(int Removed, int Left);
