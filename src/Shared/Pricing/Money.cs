using System.Globalization;

namespace Tollgate.Pricing;

/// <summary>An amount of US dollars in whole nano-dollars (1e-9 USD): exact to add and to compare, never a double.</summary>
internal readonly record struct Money(long NanoUsd) : IComparable<Money>
{
    private const decimal NanosPerUsd = 1_000_000_000m;

    public static Money Zero => default;

    public decimal Usd => NanoUsd / NanosPerUsd;

    /// <summary>Rounds to the nearest nano-dollar, halves away from zero.</summary>
    public static Money FromUsd(decimal usd) => new((long)Math.Round(usd * NanosPerUsd, MidpointRounding.AwayFromZero));

    public static Money operator +(Money left, Money right) => new(checked(left.NanoUsd + right.NanoUsd));

    public static Money operator -(Money left, Money right) => new(checked(left.NanoUsd - right.NanoUsd));

    public static bool operator <(Money left, Money right) => left.NanoUsd < right.NanoUsd;

    public static bool operator >(Money left, Money right) => left.NanoUsd > right.NanoUsd;

    public static bool operator <=(Money left, Money right) => left.NanoUsd <= right.NanoUsd;

    public static bool operator >=(Money left, Money right) => left.NanoUsd >= right.NanoUsd;

    public int CompareTo(Money other) => NanoUsd.CompareTo(other.NanoUsd);

    /// <summary>Plain decimal dollars without an exponent, as in <c>0.000123456</c>.</summary>
    public override string ToString() => Usd.ToString("0.#########", CultureInfo.InvariantCulture);
}
