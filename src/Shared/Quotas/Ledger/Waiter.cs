namespace Tollgate.Quotas.Ledger;

/// <summary>One request in line at one account. Under the account's gate, except for awaiting the answer.</summary>
/// <param name="ticket">Its place: lower ones came earlier.</param>
/// <param name="request">What it waits for.</param>
/// <param name="entry">Where what is reserved for it is noted.</param>
internal sealed class Waiter(long ticket, QuotaRequest request, HoldEntry entry)
{
    private TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Ticket { get; } = ticket;

    public QuotaRequest Request { get; } = request;

    public HoldEntry Entry { get; } = entry;

    /// <summary>Its need was in an operation: what the account says from then on is an answer to it too.</summary>
    public bool HasAsked { get; set; }

    /// <summary>What it waits for is in its entry.</summary>
    public bool IsServed { get; set; }

    /// <summary>The account has answered, and what it waits for was not there.</summary>
    public bool IsInVain { get; private set; }

    /// <summary>Completes with the account's next answer: false when the store has not answered.</summary>
    public Task<bool> NextAnswer => _answer.Task;

    public void Answer(bool isAnswered)
    {
        IsInVain = isAnswered && !IsServed;
        var answer = _answer;
        _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        answer.SetResult(isAnswered);
    }

    /// <summary>Puts back what was reserved for it.</summary>
    public void GiveBack()
    {
        Entry.RollBack();
        IsServed = false;
    }
}
