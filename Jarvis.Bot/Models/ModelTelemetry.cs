using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Business.Models;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Jarvis.Bot.Models;

/// <summary>
/// Traces and metrics of model calls, by OpenTelemetry's conventions for generative AI (gen_ai.*): a span "chat" with operation,
/// model and tokens for each attempt, under one of the router; never with prompts or answers.
/// </summary>
internal static class ModelTelemetry
{
    public const string Source = "Jarvis.Models";
    public static readonly ActivitySource Activities = new(Source);
    private static readonly Meter Meter = new(Source);
    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("jarvis.models.cost", "USD", "What model calls cost.");

    public static void Spent(ModelCall call) => Cost.Add((double)call.CostUsd,
        new("gen_ai.request.model", call.Model), new("gen_ai.provider.name", call.Provider), new("jarvis.domain", call.Domain), new("jarvis.purpose", call.Purpose), new("jarvis.outcome", call.Outcome.ToString()));

    /// <summary>Exports by OTLP where an address is set; otherwise nothing of the exporter is loaded.</summary>
    public static IServiceCollection AddModelTelemetry(this IServiceCollection services, ModelsOptions models)
    {
        if (Uri.TryCreate(models.OtlpUrl, UriKind.Absolute, out var url)) Export(services, url);
        return services;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(IServiceCollection services, Uri url) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("jarvis"))
        .WithTracing(traces => traces.AddSource(Source).AddOtlpExporter(otlp => To(otlp, url, "v1/traces")))
        .WithMetrics(metrics => metrics.AddMeter(Source).AddOtlpExporter(otlp => To(otlp, url, "v1/metrics")));

    private static void To(OtlpExporterOptions otlp, Uri url, string path) =>
        (otlp.Protocol, otlp.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri($"{url.ToString().TrimEnd('/')}/{path}"));
}
