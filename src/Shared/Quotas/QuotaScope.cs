namespace Tollgate.Quotas;

/// <summary>Whose spending a quota limits. The order is narrow to wide: the order in which quotas are reserved.</summary>
public enum QuotaScope
{
    User = 0,
    ApiKey = 1,
    Tenant = 2,
    Total = 3,

    /// <summary>A provider deployment, whoever calls it: reserved per attempt.</summary>
    Deployment = 4,
}
