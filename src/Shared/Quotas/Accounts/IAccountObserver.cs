using Tollgate.State;

namespace Tollgate.Quotas.Accounts;

/// <summary>Is shown every account that this instance reads for other reasons.</summary>
internal interface IAccountObserver
{
    /// <summary>Returns at once and never throws; keeps nothing of <paramref name="state"/>.</summary>
    void Seen(EntityKey account, AccountState state);
}
