namespace Tollgate.Quotas.Admission;

/// <summary>Which kinds of limit an attempt is under.</summary>
internal readonly record struct QuotaReach
{
    /// <summary>Under any at all.</summary>
    public bool IsLimited { get; private init; }

    public bool LimitsMoney { get; private init; }

    public bool LimitsTokens { get; private init; }

    /// <summary>A limit on money holds only if what is reserved is a true ceiling.</summary>
    public bool IsExactOnMoney { get; private init; }

    /// <summary>A limit on tokens holds only if what is reserved is a true ceiling.</summary>
    public bool IsExactOnTokens { get; private init; }

    public static QuotaReach OfCaller(IQuotaCatalogue catalogue, string tenant, string? user)
    {
        var reach = default(QuotaReach).With(catalogue.Total).With(catalogue.OfTenant(tenant));
        return user is null ? reach : reach.With(catalogue.OfUser(tenant, user));
    }

    public QuotaReach With(IReadOnlyList<QuotaDefinition> definitions)
    {
        var reach = this;
        for (var i = 0; i < definitions.Count; i++)
        {
            var (unit, isExact) = (definitions[i].Unit, definitions[i].IsExact);
            reach = new QuotaReach
            {
                IsLimited = true,
                LimitsMoney = reach.LimitsMoney || unit == QuotaUnit.Usd,
                LimitsTokens = reach.LimitsTokens || unit == QuotaUnit.Tokens,
                IsExactOnMoney = reach.IsExactOnMoney || (isExact && unit == QuotaUnit.Usd),
                IsExactOnTokens = reach.IsExactOnTokens || (isExact && unit == QuotaUnit.Tokens),
            };
        }

        return reach;
    }
}
