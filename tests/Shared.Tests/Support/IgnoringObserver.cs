using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>Looks at no account.</summary>
internal sealed class IgnoringObserver : IAccountObserver
{
    public void Seen(EntityKey account, AccountState state)
    {
    }
}
