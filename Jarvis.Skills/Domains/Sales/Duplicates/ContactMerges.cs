using System.Text.Json;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>
/// Moves whatever points at a contact by a foreign key, whosever table it is, to the other one; the merged contact stays as a signpost,
/// so that its address still finds the person.
/// </summary>
internal sealed class ContactMerges(IDbContextFactory<JarvisDb> databases, LeadIntake intake, TimeProvider time) : IContactMerges
{
    private const int Part = 500;

    public async Task<int> MergeAsync(Guid action, int from, int into, CancellationToken cancel)
    {
        var moved = 0;
        await intake.AloneAsync(async () => moved = await JoinAsync(action, from, into, cancel), cancel);
        return moved;
    }

    public async Task<int> PartAsync(int contact, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var merge = await db.Set<ContactMerge>().Where(m => m.FromId == contact && m.UndoneAt == null).OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);
        if (merge is null) return 0;
        var moved = JsonSerializer.Deserialize<Dictionary<string, long[]>>(merge.MovedJson)!;
        foreach (var link in Links(db).Where(l => moved.ContainsKey(l.Name))) await link.SetAsync(db, moved[link.Name], contact, cancel);
        var (old, kept) = (await db.Set<Contact>().FirstAsync(c => c.Id == contact, cancel), await db.Set<Contact>().FirstAsync(c => c.Id == merge.IntoId, cancel));
        old.MergedIntoId = null;
        foreach (var field in JsonSerializer.Deserialize<string[]>(merge.FilledJson)!) Blank(kept, old, field);
        merge.UndoneAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return moved.Values.Sum(ids => ids.Length);
    }

    private async Task<int> JoinAsync(Guid action, int from, int into, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ContactMerge>().AsNoTracking().FirstOrDefaultAsync(m => m.ActionId == action, cancel) is { } done) return JsonSerializer.Deserialize<Dictionary<string, long[]>>(done.MovedJson)!.Values.Sum(i => i.Length);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var moved = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var link in Links(db))
        {
            var ids = await link.FindAsync(db, from, cancel);
            if (ids.Count == 0) continue;
            await link.SetAsync(db, ids, into, cancel);
            moved[link.Name] = ids;
        }
        var (gone, kept) = (await db.Set<Contact>().FirstAsync(c => c.Id == from, cancel), await db.Set<Contact>().FirstAsync(c => c.Id == into, cancel));
        var filled = new List<string>();
        if (kept.Name.Length == 0 && gone.Name.Length > 0) { kept.Name = gone.Name; filled.Add(nameof(Contact.Name)); }
        if (kept.Company.Length == 0 && gone.Company.Length > 0) { kept.Company = gone.Company; filled.Add(nameof(Contact.Company)); }
        if (kept.Phone.Length == 0 && gone.Phone.Length > 0) { kept.Phone = gone.Phone; filled.Add(nameof(Contact.Phone)); }
        if (kept.Email is null && gone.Email is not null) { kept.Email = gone.Email; filled.Add(nameof(Contact.Email)); }
        if (kept.TimeZone is null && gone.TimeZone is not null) { kept.TimeZone = gone.TimeZone; filled.Add(nameof(Contact.TimeZone)); }
        if (gone.LastActiveAt > (kept.LastActiveAt ?? DateTimeOffset.MinValue)) kept.LastActiveAt = gone.LastActiveAt;
        gone.MergedIntoId = into;
        db.Add(new ContactMerge { ActionId = action, FromId = from, IntoId = into, At = time.GetUtcNow(), MovedJson = JsonSerializer.Serialize(moved), FilledJson = JsonSerializer.Serialize(filled) });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return moved.Values.Sum(ids => ids.Count);
    }

    /// <summary>Takes back what was filled in, unless somebody has changed it since.</summary>
    private static void Blank(Contact kept, Contact old, string field)
    {
        switch (field)
        {
            case nameof(Contact.Name) when kept.Name == old.Name: kept.Name = ""; break;
            case nameof(Contact.Company) when kept.Company == old.Company: kept.Company = ""; break;
            case nameof(Contact.Phone) when kept.Phone == old.Phone: kept.Phone = ""; break;
            case nameof(Contact.Email) when kept.Email == old.Email: kept.Email = null; break;
            case nameof(Contact.TimeZone) when kept.TimeZone == old.TimeZone: kept.TimeZone = null; break;
        }
    }

    private static IEnumerable<Link> Links(JarvisDb db) =>
        db.Model.FindEntityType(typeof(Contact))!.GetReferencingForeignKeys().Where(k => k.Properties is [{ }] && k.DeclaringEntityType.FindPrimaryKey()!.Properties is [{ }])
            .Select(k => new Link(k, db.GetService<ISqlGenerationHelper>()));

    /// <summary>A table's column that points at contacts.</summary>
    private sealed class Link(IForeignKey key, ISqlGenerationHelper sql)
    {
        private readonly string table = sql.DelimitIdentifier(key.DeclaringEntityType.GetTableName()!, key.DeclaringEntityType.GetSchema());
        private readonly string column = sql.DelimitIdentifier(ColumnOf(key, key.Properties[0]));
        private readonly string id = sql.DelimitIdentifier(ColumnOf(key, key.DeclaringEntityType.FindPrimaryKey()!.Properties[0]));

        public string Name => $"{key.DeclaringEntityType.GetTableName()}.{ColumnOf(key, key.Properties[0])}";

        // Names come from the model; values are parameters, and ids are numbers.
#pragma warning disable EF1002
        public async Task<IReadOnlyList<long>> FindAsync(JarvisDb db, int contact, CancellationToken cancel) =>
            await db.Database.SqlQueryRaw<long>($"SELECT CAST({id} AS BIGINT) AS {sql.DelimitIdentifier("Value")} FROM {table} WHERE {column} = {{0}}", contact).ToListAsync(cancel);

        public async Task SetAsync(JarvisDb db, IReadOnlyList<long> ids, int contact, CancellationToken cancel)
        {
            foreach (var part in ids.Chunk(Part))
                await db.Database.ExecuteSqlRawAsync($"UPDATE {table} SET {column} = {{0}} WHERE {id} IN ({string.Join(',', part)})", [contact], cancel);
        }
#pragma warning restore EF1002

        private static string ColumnOf(IForeignKey key, IProperty property) => property.GetColumnName(StoreObjectIdentifier.Create(key.DeclaringEntityType, StoreObjectType.Table)!.Value)!;
    }
}
