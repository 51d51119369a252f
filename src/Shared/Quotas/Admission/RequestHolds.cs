using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>What a request has reserved: with its caller, its deployment and its provider. Ended together, once.</summary>
internal sealed class RequestHolds
{
    private Hold _first;
    private Hold _second;
    private Hold _third;
    private int _count;

    public void Add(Hold hold)
    {
        switch (_count++)
        {
            case 0:
                _first = hold;
                break;
            case 1:
                _second = hold;
                break;
            case 2:
                _third = hold;
                break;
            default:
                hold.Release();
                throw new InvalidOperationException("A request holds at most three reservations.");
        }
    }

    /// <summary>Books what was billed in place of what was reserved.</summary>
    public void Settle(in QuotaAmounts billed)
    {
        _first.Settle(billed);
        _second.Settle(billed);
        _third.Settle(billed);
    }

    public void Release()
    {
        _first.Release();
        _second.Release();
        _third.Release();
    }
}
