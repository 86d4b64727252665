// What a cloud function finds on WeChat's servers: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/.
// Commands and aggregates are those that a phone has too, so they are taken from its typings.
// Where a database is wanted a transaction may be handed, which has collections and nothing else of it.
interface CloudDatabase {
  collection(name: string): CloudCollection;
  command?: DB.DatabaseCommand & { project: any };
  Geo?: DB.IGeo;
  RegExp?(options: { regexp: string; options?: string }): any;
  serverDate?(options?: { offset: number }): any;
  createCollection?(name: string): Promise<any>;
  runTransaction?<T>(work: (transaction: CloudTransaction) => Promise<T>, times?: number): Promise<T>;
  startTransaction?(): Promise<CloudTransaction>;
}
interface CloudTransaction {
  collection(name: string): CloudCollection;
  commit(): Promise<any>;
  rollback(reason?: any): Promise<any>;
}
interface CloudQuery {
  where(condition: any): CloudQuery;
  orderBy(field: string, order: string): CloudQuery;
  limit(most: number): CloudQuery;
  skip(first: number): CloudQuery;
  field(fields: object): CloudQuery;
  get(): Promise<{ data: any[]; errMsg: string }>;
  count(): Promise<{ total: number; errMsg: string }>;
  update(options: { data: object }): Promise<{ stats: { updated: number }; errMsg: string }>;
  remove(): Promise<{ stats: { removed: number }; errMsg: string }>;
}
interface CloudCollection extends CloudQuery {
  doc(id: string | number): CloudDocument;
  add(options: { data: object }): Promise<{ _id: string; errMsg: string }>;
  aggregate(): DB.Aggregate;
}
interface CloudDocument {
  field(fields: object): CloudDocument;
  get(): Promise<{ data: any; errMsg: string }>;
  set(options: { data: object }): Promise<any>;
  update(options: { data: object }): Promise<{ stats: { updated: number }; errMsg: string }>;
  remove(): Promise<{ stats: { removed: number }; errMsg: string }>;
}
interface Cloud {
  DYNAMIC_CURRENT_ENV: symbol;
  init(options?: { env?: any; throwOnCodeError?: boolean; timeout?: number }): void;
  updateConfig(options: object): void;
  database(options?: { env?: any; throwOnNotFound?: boolean }): CloudDatabase;
  getWXContext(): { OPENID?: string; APPID?: string; UNIONID?: string; ENV?: string; SOURCE?: string; CLIENTIP?: string; CLIENTIPV6?: string; FROM_OPENID?: string; FROM_APPID?: string; FROM_UNIONID?: string };
  callFunction(options: { name: string; data?: any; config?: any; slow?: boolean }): Promise<{ result: any; errMsg: string; requestID?: string }>;
  uploadFile(options: { cloudPath: string; fileContent: any }): Promise<{ fileID: string; statusCode: number }>;
  downloadFile(options: { fileID: string }): Promise<{ fileContent: any; statusCode: number }>;
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: any[] }>;
  getTempFileURL(options: { fileList: any[] }): Promise<{ fileList: any[] }>;
  getVoIPSign(options: object): Promise<any>;
  getOpenData(options: object): Promise<any>;
  getCloudCallSign(options: object): Promise<any>;
  logger(): any;
  openapi: any;
  cloudPay: any;
  Cloud: any;
}
declare module "wx-server-sdk" {
  const cloud: Cloud;
  export = cloud;
}
// Node's own, and what a function has in its folder or names in its package.json: faults/cloud.py looks for these.
declare module "*";
declare const Buffer: any, process: any, console: any, global: any, __dirname: string, __filename: string, URL: any, URLSearchParams: any, TextEncoder: any, TextDecoder: any;
declare function setTimeout(work: (...given: any[]) => void, after?: number, ...given: any[]): any;
declare function setInterval(work: (...given: any[]) => void, every?: number, ...given: any[]): any;
declare function setImmediate(work: (...given: any[]) => void, ...given: any[]): any;
declare function clearTimeout(id: any): void;
declare function clearInterval(id: any): void;
