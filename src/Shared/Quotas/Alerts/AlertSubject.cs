using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>Whose budget an account holds, read back from the account's key. Overlong names are told as the hash they are kept by.</summary>
internal readonly record struct AlertSubject(string? Tenant, string? User, string? Deployment)
{
    public static AlertSubject Of(EntityKey account) =>
        Array.ConvertAll(account.Id.Split(':'), Uri.UnescapeDataString) switch
        {
            ["tenant", var tenant] => new AlertSubject(tenant, null, null),
            ["user", var tenant, var user] => new AlertSubject(tenant, user, null),
            ["deployment", var deployment] => new AlertSubject(null, null, deployment),
            _ => default,
        };
}
