using Tollgate.SelfHost.Hosting;

return await SelfHostApplication.RunAsync(args);
