using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>Names one alert: there is one per account, quota, window and threshold, whoever tells it.</summary>
/// <param name="Account">Whose budget it is.</param>
/// <param name="Quota">Id of the budget within the account.</param>
/// <param name="Window">Start of the window, Unix milliseconds.</param>
/// <param name="Threshold">Percent of the limit.</param>
internal readonly record struct AlertName(EntityKey Account, string Quota, long Window, int Threshold)
{
    /// <summary>
    /// The same for the same alert on every instance and after every restart. Hashed: a header takes it whatever the tenant
    /// is called, and a signature over <c>id.timestamp.body</c> cannot be read in two ways.
    /// </summary>
    public string ToEventId()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Account}/{Quota}/{Window}/{Threshold}");
        return "alert_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    /// <summary>Null where the account has none, or its window is folded away.</summary>
    public ThresholdAlert? FindIn(AccountState? account)
    {
        var threshold = Threshold;
        return account?.Find(Quota)?.Find(Window)?.Alerts?.Find(alert => alert.Threshold == threshold);
    }
}
