// In the browser: wx.cloud of a phone, whose questions a test answers (`askCloud`, in Python), and a network that can be lost.
// `cloud.fault` is what WeChat says instead of an answer; `cloud.waits` holds answers back; `cloud.loses` loses them once the cloud has done its part.
window.cloud = { fault: null, waits: false, network: true, loses: false, asked: [] };

function withCloud(wx) {
  let environment = null;
  wx.cloud = {
    init({ env }) {
      environment = env;
    },
    async callFunction({ name, data }) {
      window.cloud.asked.push({ name, data, environment });
      while (window.cloud.waits) await new Promise((resolve) => setTimeout(resolve, 20));
      if (!window.cloud.network) throw { errCode: -1, errMsg: "cloud.callFunction:fail request:fail" };
      if (window.cloud.fault) throw window.cloud.fault;
      const { result, fault } = await window.askCloud(name, data);
      if (window.cloud.loses) throw { errCode: -404011, errMsg: "cloud.callFunction:fail polling exceed max timeout retry" };
      if (fault) throw { errCode: -504002, errMsg: `cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: ${fault.errMsg}` };
      return { result, errMsg: "cloud.callFunction:ok" };
    },
  };
  wx.getNetworkType = ({ success }) => success({ networkType: window.cloud.network ? "wifi" : "none" });
  wx.setStorage = ({ key, data, fail }) => {
    try {
      wx.setStorageSync(key, data);
    } catch (full) {
      if (fail) fail(full);
    }
  };
  return wx;
}

// The stage makes `wx` itself; whenever it does, the cloud is put into it.
let stageWx;
Object.defineProperty(window, "wx", { configurable: true, get: () => stageWx, set: (made) => (stageWx = withCloud(made)) });
