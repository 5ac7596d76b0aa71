using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Jarvis.Bot.Hooks;

/// <summary>Reads the fields of a post: a flat JSON object, or a form.</summary>
internal static class HookBody
{
    private const int MostFields = 100;

    /// <summary>The fields, names in lower case; null with what is wrong.</summary>
    public static Dictionary<string, string>? Read(byte[] body, string? contentType, out string wrong)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        wrong = "";
        try
        {
            Dictionary<string, string>? fields = type switch
            {
                "application/json" => Json(body),
                "application/x-www-form-urlencoded" => Form(body),
                _ => null,
            };
            if (fields is null) wrong = $"Content-Type is \"{type}\"; allowed are application/json (one object of texts and numbers) and application/x-www-form-urlencoded.";
            else if (fields.Count > MostFields) wrong = $"There are {fields.Count} fields; allowed are {MostFields}.";
            return wrong.Length > 0 ? null : fields;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or DecoderFallbackException)
        {
            wrong = "The body is not what its Content-Type says.";
            return null;
        }
    }

    private static Dictionary<string, string>? Json(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
        if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in document.RootElement.EnumerateObject())
            if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                fields[field.Name.ToLowerInvariant()] = field.Value.ToString() ?? "";
        return fields;
    }

    private static Dictionary<string, string> Form(byte[] body)
    {
        using var reader = new FormReader(new UTF8Encoding(false, true).GetString(body)) { ValueCountLimit = MostFields };
        return reader.ReadForm().ToDictionary(f => f.Key.ToLowerInvariant(), f => f.Value.ToString(), StringComparer.Ordinal);
    }
}
