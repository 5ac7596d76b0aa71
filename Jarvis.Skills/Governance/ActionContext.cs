using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Governance;

/// <summary>What a commit works with. Only the gate makes one, which is why a commit cannot run anywhere else.</summary>
public sealed class ActionContext
{
    private readonly IServiceProvider services;

    internal ActionContext(IServiceProvider services, int number, Guid actionId, string decidedBy)
    {
        this.services = services;
        Number = number;
        ActionId = actionId;
        DecidedBy = decidedBy;
    }

    /// <summary>The number by which the owner knows the action.</summary>
    public int Number { get; }

    /// <summary>The same over a re-run after a crash: hand it to counterparts as their idempotency key.</summary>
    public Guid ActionId { get; }

    /// <summary>Who let it run: a person's name, or the rule that covered it.</summary>
    public string DecidedBy { get; }

    /// <summary>A write port.</summary>
    /// <exception cref="InvalidOperationException">The port is not registered with <see cref="EffectRegistration.AddEffect"/>.</exception>
    public TEffect Effect<TEffect>() where TEffect : class, IEffect =>
        services.GetKeyedService<TEffect>(EffectRegistration.Key)
        ?? throw new InvalidOperationException($"{typeof(TEffect).Name} is not registered as an effect.");
}

/// <summary>Registers write ports out of reach of ordinary injection.</summary>
public static class EffectRegistration
{
    internal static readonly object Key = new();

    public static IServiceCollection AddEffect<TEffect, TImplementation>(this IServiceCollection services)
        where TEffect : class, IEffect
        where TImplementation : class, TEffect =>
        services.AddKeyedSingleton<TEffect, TImplementation>(Key);
}
