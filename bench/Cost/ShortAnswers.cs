using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jarvis.Bot.Models;

namespace Jarvis.Bench.Cost;

/// <summary>
/// All providers, in the process: answers every request with the same two sentences, streamed or whole, and calls no function. Where
/// a format must tell of tokens, it tells what Jarvis's own count of the request gives.
/// </summary>
internal sealed class ShortAnswers(WireTokens wire) : HttpMessageHandler
{
    private const string Answer = "Here is what I would say to that, in two sentences as you like them. Tell me if you want it longer or in another tone.";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var streamed = body.Replace(" ", "", StringComparison.Ordinal).Contains("\"stream\":true", StringComparison.Ordinal);
        var anthropic = request.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal);
        wire.Heard(body);
        var answer = Encoding.UTF8.GetBytes(anthropic ? OfAnthropic(streamed, TokenCount.Of(body)) : OfOpenAI(streamed));
        // As from a network: a stream that cannot be wound back, which OpenAI's library takes for something else.
        var content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(answer)).AsStream());
        content.Headers.ContentType = new MediaTypeHeaderValue(streamed ? "text/event-stream" : "application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = content };
    }

    private static string OfOpenAI(bool streamed) => streamed
        ? $$$"""
            data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"{{{Answer}}}"},"finish_reason":null}]}

            data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """
        : $$$"""{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Answer}}}"},"finish_reason":"stop"}]}""";

    private static string OfAnthropic(bool streamed, int read) => streamed
        ? $$$"""
            event: message_start
            data: {"type":"message_start","message":{"id":"a","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":{{{read}}},"output_tokens":{{{TokenCount.Of(Answer)}}} } } }

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{Answer}}}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":{{{TokenCount.Of(Answer)}}} } }

            event: message_stop
            data: {"type":"message_stop"}


            """
        : $$$"""{"id":"a","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"{{{Answer}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":{{{read}}},"output_tokens":{{{TokenCount.Of(Answer)}}} }}""";
}
