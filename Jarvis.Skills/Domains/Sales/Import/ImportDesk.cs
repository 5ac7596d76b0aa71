using Jarvis.Skills.Business.Files;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>A file as it would be imported now.</summary>
/// <param name="Known">People who are contacts already.</param>
/// <param name="Repeated">Rows of somebody whom an earlier row has.</param>
internal sealed record ImportView(long Number, LeadFile File, int Known, int Repeated)
{
    public int New => File.Rows.Count - Repeated - Known;
}

/// <summary>Finds the file that is meant, and imports that were made.</summary>
internal sealed class ImportDesk(IReceivedFiles files, KnownContacts known, IDbContextFactory<JarvisDb> databases)
{
    /// <exception cref="BadRequestException">There is no such file, or nobody can be read from it.</exception>
    public async Task<ImportView> NeedAsync(CallContext? call, long? number, string? columns, CancellationToken cancel)
    {
        if (call is null) throw new BadRequestException("A file is imported in the conversation that it was sent to. Send it there.");
        var file = number is { } wanted
            ? await files.FindAsync(call, wanted, cancel) ?? throw new BadRequestException($"There is no file {wanted} in this conversation. Send the file here, or say \"import\" for the last one that was sent.")
            : await files.LatestAsync(call, cancel) ?? throw new BadRequestException("No file was sent in this conversation. Drop a CSV file here.");
        var read = LeadFile.Read(file.Name, await file.ReadAsync(cancel), columns);
        var (there, repeated) = await known.CountAsync(read.Rows, cancel);
        return new ImportView(file.Number, read, there, repeated);
    }

    /// <summary>Imports, the last first.</summary>
    public async Task<IReadOnlyList<LeadImport>> LatestAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<LeadImport>().AsNoTracking().OrderByDescending(i => i.Id).Take(most).ToListAsync(cancel);
    }

    /// <param name="number">Null for the last.</param>
    public async Task<LeadImport> NeedImportAsync(int? number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<LeadImport>().AsNoTracking().Where(i => number == null || i.Id == number).OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancel)
            ?? throw new BadRequestException(number is null ? "No file was imported yet." : $"There is no import {number}. \"imports\" lists them.");
    }
}
