using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Jarvis.Bench.Cost;

/// <summary>
/// Counts what turns really send, by OpenAI's own tokenizer (o200k_base, that of GPT-4o and its successors): the whole body that goes over the wire, with
/// names of fields, braces and function schemas; only letters that JSON writes as \u0027 are counted as what they are. A provider writes the
/// same more briefly before its model reads it, so this is the most that it can count.
/// </summary>
internal sealed class WireTokens
{
    private readonly Tokenizer tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentQueue<int> plain = new();

    /// <summary>The plain turns, in tokens: first rounds of a message's turn, which alone offer functions.</summary>
    public IReadOnlyList<int> Plain => [.. plain.Order()];

    public void Heard(string body)
    {
        using var sent = JsonDocument.Parse(body);
        if (sent.RootElement.TryGetProperty("tools", out _)) plain.Enqueue(tokenizer.CountTokens(JsonSerializer.Serialize(sent, AsWritten)));
    }
}
